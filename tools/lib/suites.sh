# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Test suites as steps, and the sum of their results. Source it after tools/lib/lib.sh.
#
#   suites_begin test
#   suite kmod 'Check the modules' tools/checks/kmod
#   suite_beside amd64 'Test them on amd64' tools/suites/kernel/run amd64
#   suite_beside arm64 'Test them on arm64' tools/suites/kernel/run arm64
#   suites_end
#
# A suite that fails does not end the program; suites_end does. Those that may run
# beside others run two at a time: an emulated machine keeps little more than one core
# busy. What they say is shown when they end.

_suites_logs=
_suites_hidden=
_suites_failed=() # their names
# Of those that run: what each is, and when it began, by its process and by its name.
declare -A _suites_running=() _suites_started=() _suites_what=()

# suites_begin NAME [briefly]: their output is kept in build/NAME. Briefly, it is shown without the good results.
suites_begin() {
  _suites_logs=$BUILD_DIR/$1
  _suites_hidden=${2:+^ok ([0-9]+ )?- }
  rm -rf "$_suites_logs"
  mkdir -p "$_suites_logs"
  step_at_exit _suites_stop
}

# suite NAME WHAT COMMAND…
suite() {
  local name=$1 what=$2
  shift 2
  step "$what" _suite_run "$_suites_logs/$name.log" "$@" || _suites_failed+=("$name")
}

_suite_run() {
  local log=$1
  shift
  "$@" 2>&1 | tee "$log" | _suites_show
}

# What is on standard input, without what is hidden.
_suites_show() {
  if [[ -n $_suites_hidden ]]; then grep -vE "$_suites_hidden" || true; else cat; fi
}

# suite_beside NAME WHAT COMMAND…: like suite, beside one other of its kind.
suite_beside() {
  local name=$1 what=$2
  shift 2
  if ((${#_suites_running[@]} >= 2)); then _suites_wait; fi
  printf '\n... %s\n' "$what"
  "$@" >"$_suites_logs/$name.log" 2>&1 &
  _suites_running[$!]=$name _suites_what[$name]=$what _suites_started[$name]=$EPOCHREALTIME
}

# Waits for one of those that run, and shows it.
_suites_wait() {
  local process name status=0
  wait -n -p process || status=$?
  name=${_suites_running[$process]}
  unset "_suites_running[$process]"
  step_began "${_suites_what[$name]}" "${_suites_started[$name]}"
  _suites_show <"$_suites_logs/$name.log"
  if ((status == 0)); then
    step_ended ok
  else
    step_ended FAILED
    _suites_failed+=("$name")
  fi
}

# The shell would leave them behind when it is interrupted.
_suites_stop() {
  if ((${#_suites_running[@]} > 0)); then kill "${!_suites_running[@]}"; fi
}

# _suites_read NAME: what tools/lib/tap-read says of a log. A stream that broke off or has other than its planned
# results is a failure, whatever the suite thinks of itself.
_suites_read() {
  "$REPO_ROOT/tools/lib/tap-read" "$_suites_logs/$1.log" >"$_suites_logs/$1.tap" || true # it says what failed
  grep -q ', 0 failed, ' "$_suites_logs/$1.tap"
}

# _suites_count passed|failed|skipped: of all logs.
_suites_count() {
  cat "$_suites_logs"/*.tap | sed -nE "s/^.*\\b([0-9]+) $1\\b.*/\\1/p" | awk '{ sum += $1 } END { print sum + 0 }'
}

# The same check on several kernels is one check.
_suites_different() {
  cat "$_suites_logs"/*.log | sed -nE 's/^(not )?ok ([0-9]+ )?- //p' | sort -u | wc -l
}

_suites_kernels() {
  cat "$_suites_logs"/*.log | sed -nE 's/^# Linux ([^,]*), [0-9]+ s$/\1/p' | sort -u | wc -l
}

# _suites_count_jest passed|failed: jest's own sums, added up. (Nx has jest colour them.)
_suites_count_jest() {
  cat "$_suites_logs"/*.log | sed -nE "s/\x1b\[[0-9;]*m//g; s/^Tests:.* ([0-9]+) $1.*/\\1/p" |
    awk '{ sum += $1 } END { print sum + 0 }'
}

# What failed in a log on standard input, with the test's remarks: TAP's and jest's.
_suites_failures_in() {
  sed 's/\x1b\[[0-9;]*m//g' | awk '
    /^# [0-9]+-[a-z-]+$/ { test = $2 ": " }
    /^not ok / || /^  ● / { print test $0; remarks = 20; next }
    remarks-- > 0 && /^(#?  .*)?$/ { print; next }
    { remarks = 0 }'
}

# What failed in all of them. Who has only the end of what was said can begin there.
_suites_show_failures() {
  local name failures
  for name in "${_suites_failed[@]}"; do
    failures=$(_suites_failures_in <"$_suites_logs/$name.log" && sed -nE '/, line [0-9]+: .*(stream|plan|number)/p' "$_suites_logs/$name.tap")
    printf '\n=== Failed: %s\n%s\n' "$name" "${failures:-$(tail -n 20 "$_suites_logs/$name.log")}"
  done
}

# suites_end: how long each took, what failed, and the sum of what they tested. Fails where
# one did.
suites_end() {
  local passed failed log name
  while ((${#_suites_running[@]} > 0)); do _suites_wait; done
  step_summary
  for log in "$_suites_logs"/*.log; do
    name=$(basename "$log" .log)
    _suites_read "$name" || [[ " ${_suites_failed[*]} " == *" $name "* ]] || _suites_failed+=("$name")
  done
  _suites_show_failures
  passed=$(($(_suites_count passed) + $(_suites_count_jest passed)))
  failed=$(($(_suites_count failed) + $(_suites_count_jest failed)))
  # A suite that broke off before its tests must not look well.
  if ((failed < ${#_suites_failed[@]})); then failed=${#_suites_failed[@]}; fi
  printf '\n%d different checks besides those of jest; %d kernels\n' "$(_suites_different)" "$(_suites_kernels)"
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$(_suites_count skipped)"
  ((${#_suites_failed[@]} == 0))
}
