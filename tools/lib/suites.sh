# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Test suites as steps, and the sum of their results. Source it after tools/lib/lib.sh.
#
#   suites_begin test
#   suite kmod 'Check the modules' tools/check-kmod
#   suites_end
#
# A suite that fails does not end the program; suites_end does.

_suites_logs=
_suites_failed=0

# suites_begin NAME: their output is kept in build/NAME.
suites_begin() {
  _suites_logs=$BUILD_DIR/$1
  rm -rf "$_suites_logs"
  mkdir -p "$_suites_logs"
}

# suite NAME WHAT COMMAND…
suite() {
  local name=$1 what=$2
  shift 2
  step "$what" _suite_run "$_suites_logs/$name.log" "$@" || _suites_failed=$((_suites_failed + 1))
}

_suite_run() {
  local log=$1
  shift
  "$@" 2>&1 | tee "$log"
}

# _suites_count PATTERN: the lines of all logs that match.
_suites_count() {
  cat "$_suites_logs"/*.log | { grep -cE "$1" || true; }
}

# _suites_count_jest passed|failed: jest's own sums, added up. (Nx has jest colour them.)
_suites_count_jest() {
  cat "$_suites_logs"/*.log | sed -nE "s/\x1b\[[0-9;]*m//g; s/^Tests:.* ([0-9]+) $1.*/\\1/p" |
    awk '{ sum += $1 } END { print sum + 0 }'
}

# suites_end: how long each took, and the sum of what they tested. Fails where one did.
suites_end() {
  local passed failed
  step_summary
  passed=$(($(_suites_count '^ok ') + $(_suites_count_jest passed)))
  failed=$(($(_suites_count '^not ok ') + $(_suites_count_jest failed)))
  # A suite that broke off before its tests must not look well.
  if ((failed < _suites_failed)); then failed=$_suites_failed; fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  ((_suites_failed == 0))
}
