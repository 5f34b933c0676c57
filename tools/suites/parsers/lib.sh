# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the fuzz tests share. Source it after tools/lib/lib.sh.

FUZZ_DIR=$BUILD_DIR/fuzz
PARSER_DIR=$REPO_ROOT/kmod/u-dma-buf-mgr

# compile_parser COMPILER OUTPUT SOURCE [OPTION…]: the module's parser with a program
# around it, for user space and with sanitizers.
compile_parser() {
  local compiler=$1 output=$2 source=$3
  shift 3
  mkdir -p "$FUZZ_DIR"
  "$compiler" -std=gnu11 -O2 -g -Wall -Wextra -Werror -fno-sanitize-recover=all "$@" -I "$PARSER_DIR" \
    -o "$FUZZ_DIR/$output" "$REPO_ROOT/tools/suites/parsers/$source" "$PARSER_DIR/command.c" "$PARSER_DIR/stream.c"
}
