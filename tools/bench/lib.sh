# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the benchmarks share. Sourced after tools/lib/lib.sh.

BENCH_DIR=$REPO_ROOT/tools/bench

# bundle SOURCE OUTPUT: a TypeScript program for node.
bundle() {
  "$REPO_ROOT/node_modules/.bin/esbuild" "$1" --bundle --log-level=warning --platform=node --target=node20 \
    --conditions=@u-dma-buf-mgr/source --outfile="$2"
}

# run_results PROGRAM [ARGUMENT…]: a program of tools/bench/results.
run_results() {
  local program=$1 products
  shift
  # Of its own: two benchmarks may run at once.
  products=$(mktemp -d)
  bundle "$BENCH_DIR/results/$program.ts" "$products/$program.js"
  node "$products/$program.js" "$@" || {
    rm -r "$products"
    return 1
  }
  rm -r "$products"
}

# describe_host: what results depend on beside what is measured, KEY<tab>VALUE.
describe_host() {
  printf 'commit\t%s\n' "$(git -C "$REPO_ROOT" describe --always --dirty --abbrev=12)"
  printf 'processor\t%s × %s\n' "$(nproc)" "$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1)"
  printf 'kernel\t%s\n' "$(uname -sr)"
}

# compile_bench_programs PREFIX DIRECTORY: all of tools/bench/programs, static, with the
# compiler of that prefix, as DIRECTORY/bench-NAME.
compile_bench_programs() {
  local source name programs=$BENCH_DIR/programs
  mkdir -p "$2"
  for source in "$programs"/*.c; do
    name=$(basename "$source" .c)
    case $name in
      sample | subject | commands) continue ;; # what the others share
    esac
    "$1gcc" -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -O2 -Wall -Wextra -Werror -static -pthread \
      -I "$REPO_ROOT/kmod/include/uapi" -I "$REPO_ROOT/tools/suites/kernel/modules" \
      -o "$2/bench-$name" "$source" "$programs"/{sample,subject,commands}.c
  done
}
