# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Results in the Test Anything Protocol.

tap_passed=0
tap_failed=0

# tap_result STATUS WHAT [REMARK]: the remark is for a failure.
tap_result() {
  local number=$((tap_passed + tap_failed + 1))
  if (($1 == 0)); then
    tap_passed=$((tap_passed + 1))
    printf 'ok %d - %s\n' "$number" "$2"
  else
    tap_failed=$((tap_failed + 1))
    printf 'not ok %d - %s\n' "$number" "$2"
    [[ -z ${3-} ]] || printf '%s\n' "$3" | sed 's/^/#   /'
  fi
}

# tap_ok WHAT COMMAND…: the command succeeds.
tap_ok() {
  local what=$1 said status=0
  shift
  said=$("$@" 2>&1) || status=$?
  tap_result "$status" "$what" "$*: status $status"$'\n'"$said"
}

# tap_fails WHAT EXTENDED-REGEX COMMAND…: the command fails, and a line of what it says matches.
tap_fails() {
  local what=$1 wanted=$2 said status=0 result=1
  shift 2
  said=$("$@" 2>&1) || status=$?
  if ((status != 0)) && grep -qE -- "$wanted" <<<"$said"; then result=0; fi
  tap_result "$result" "$what" "$(printf 'wanted: a failure, %s\ngot:    status %d, %s' "$wanted" "$status" "$said")"
}

# tap_is WHAT WANTED COMMAND…: the command succeeds and says this.
tap_is() {
  local what=$1 wanted=$2 said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  [[ $said == "$wanted" ]] || status=1
  tap_result "$status" "$what" "$(printf 'wanted: %s\ngot:    %s' "$wanted" "$said")"
}

# tap_matches WHAT EXTENDED-REGEX COMMAND…: the command succeeds and a line of what it says matches.
tap_matches() {
  local what=$1 wanted=$2 said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  grep -qE -- "$wanted" <<<"$said" || status=1
  tap_result "$status" "$what" "$(printf 'wanted: %s\ngot:    %s' "$wanted" "$said")"
}

# tap_end: the plan and the sum; fails where a test did.
tap_end() {
  printf '1..%d\n%d passed, %d failed\n' "$((tap_passed + tap_failed))" "$tap_passed" "$tap_failed"
  ((tap_passed > 0 && tap_failed == 0))
}
