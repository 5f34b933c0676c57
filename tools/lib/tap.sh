# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Results in the Test Anything Protocol, for bash and for the shell of a guest (busybox). The first result begins
# a stream, tap_end ends it with its plan; tools/lib/tap-read reads it. Streams may lie within one another. What
# programs print without a stream of their own belongs to the stream around them, and is not in its plan: take
# it with tap_take.

tap_passed=0
tap_failed=0
tap_skipped=0

# _tap_say WORDS WHAT: a result.
_tap_say() {
  [ $((tap_passed + tap_failed + tap_skipped)) -ne 0 ] || echo 'TAP version 14'
  printf '%s - %s\n' "$1" "$2"
}

# tap_result STATUS WHAT [REMARK]: the remark is for a failure.
tap_result() {
  if [ "$1" -eq 0 ]; then
    _tap_say ok "$2"
    tap_passed=$((tap_passed + 1))
  else
    _tap_say 'not ok' "$2"
    tap_failed=$((tap_failed + 1))
    [ -z "${3-}" ] || printf '%s\n' "$3" | sed 's/^/#   /'
  fi
}

# tap_skip WHAT WHY: this machine has not what the test is about.
tap_skip() {
  _tap_say ok "$1 # SKIP $2"
  tap_skipped=$((tap_skipped + 1))
}

# tap_ok WHAT COMMAND…: the command succeeds.
tap_ok() {
  local what="$1" said status=0
  shift
  said=$("$@" 2>&1) || status=$?
  tap_result "$status" "$what" "$*: status $status
$said"
}

# _tap_has EXTENDED-REGEX TEXT: a line of the text matches.
_tap_has() {
  grep -qE -- "$1" <<END
$2
END
}

# tap_fails WHAT EXTENDED-REGEX COMMAND…: the command fails, and a line of what it says matches. A command that is
# not there has refused nothing, and an expression that any failure matches tells none from another.
tap_fails() {
  local what="$1" wanted="$2" said status=0 result=1
  shift 2
  said=$("$@" 2>&1) || status=$?
  if [ "$status" -ne 0 ] && [ -n "$wanted" ] && command -v "$1" >/dev/null && _tap_has "$wanted" "$said"; then result=0; fi
  tap_result "$result" "$what" "wanted: a failure, $wanted
got:    status $status, $said"
}

# tap_is WHAT WANTED COMMAND…: the command succeeds and says this.
tap_is() {
  local what="$1" wanted="$2" said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  [ "$said" = "$wanted" ] || status=1
  tap_result "$status" "$what" "wanted: $wanted
got:    $said"
}

# tap_matches WHAT EXTENDED-REGEX COMMAND…: the command succeeds and a line of what it says matches.
tap_matches() {
  local what="$1" wanted="$2" said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  _tap_has "$wanted" "$said" || status=1
  tap_result "$status" "$what" "wanted: $wanted
got:    $said"
}

# tap_lacks WHAT EXTENDED-REGEX COMMAND…: the command succeeds and no line of what it says matches.
tap_lacks() {
  local what="$1" unwanted="$2" said status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  ! _tap_has "$unwanted" "$said" || status=1
  tap_result "$status" "$what" "unwanted: $unwanted
got:      $said"
}

# tap_take WHAT COMMAND…: a program that says its results itself. They are taken over as those of WHAT, and so is
# whether the program ends well.
tap_take() {
  local what="$1" said status=0 line
  shift
  said=$("$@" 2>&1) || status=$?
  while IFS= read -r line; do
    case $line in
      'ok - '*) tap_result 0 "$what: ${line#ok - }" ;;
      'not ok - '*) tap_result 1 "$what: ${line#not ok - }" ;;
      *) printf '# %s\n' "$line" ;;
    esac
  done <<END
$said
END
  tap_result "$status" "$what: runs to its end" "status $status"
}

# tap_end: the plan and the sum; fails where a test did, and where none passed.
tap_end() {
  printf '1..%d\n%d passed, %d failed, %d skipped\n' "$((tap_passed + tap_failed + tap_skipped))" \
    "$tap_passed" "$tap_failed" "$tap_skipped"
  [ "$tap_passed" -gt 0 ] && [ "$tap_failed" -eq 0 ]
}
