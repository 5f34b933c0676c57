# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Timed steps.
#
#   step "build the modules" tools/machines/modules amd64
#   step_summary
#
# A step runs in the caller's shell, so that a function may change PATH for the
# steps after it. Under `set -e` a failing step ends the program; the summary
# then names it. A caller that wants to go on writes `step … || failed=1`.
# The trap of EXIT is taken: step_at_exit COMMAND adds to it.

_step_names=()
_step_times=()
_step_results=()
_step_current=
_step_started=
# What is done besides when the program ends.
_step_at_exit=()

# _elapsed SINCE NOW: seconds between two values of EPOCHREALTIME, in tenths.
# Their radix character is the locale's; without it they are microseconds.
_elapsed() {
  local tenths=$(((${2//[!0-9]/} - ${1//[!0-9]/}) / 100000))
  printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# step_began WHAT WHEN, step_ended ok|FAILED: a step that somebody else runs; WHEN is a
# value of EPOCHREALTIME.
step_began() {
  _step_current=$1
  _step_started=$2
  printf '\n=== %s\n' "$_step_current"
}

step_ended() {
  local result=$1 elapsed
  elapsed=$(_elapsed "$_step_started" "$EPOCHREALTIME")
  _step_names+=("$_step_current")
  _step_times+=("$elapsed")
  _step_results+=("$result")
  _step_current=
  printf -- '--- %s, %s\n' "$result" "$elapsed"
}

step_at_exit() {
  _step_at_exit+=("$1")
  trap _step_on_exit EXIT
}

_step_on_exit() {
  local status=$? command
  if [[ -n $_step_current ]]; then
    step_ended FAILED
    step_summary
  fi
  for command in "${_step_at_exit[@]}"; do
    "$command"
  done
  exit "$status"
}

# step WHAT COMMAND [ARGUMENT…]
step() {
  local status
  trap _step_on_exit EXIT
  step_began "$1" "$EPOCHREALTIME"
  shift
  # Not `"$@" || status=$?`: that would switch `set -e` off inside the step.
  "$@"
  status=$?
  if ((status == 0)); then step_ended ok; else step_ended FAILED; fi
  return "$status"
}

# step_summary: what was done, how it went and how long each part took.
step_summary() {
  local i
  printf '\n'
  for i in "${!_step_names[@]}"; do
    printf '%10s  %-6s  %s\n' "${_step_times[i]}" "${_step_results[i]}" "${_step_names[i]}"
  done
  printf '%10s  in all\n' "$SECONDS s"
}
