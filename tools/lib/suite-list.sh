# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The suites of tools/suites/list. Source it after tools/lib/suites.sh.

SUITE_LIST=$REPO_ROOT/tools/suites/list

declare -A _suite_when=() _suite_command=() _suite_what=()
_suite_names=()  # in the order of the list
_suite_chosen=() # those to run, in the same order
_suite_resume='' # those that passed for this very tree are left out

_read_suites() {
  local name when command what
  while IFS='|' read -r name when _ command what; do
    [[ -n $what ]] || continue
    name=${name// /}
    _suite_names+=("$name")
    _suite_when[$name]=${when// /}
    read -r _suite_command["$name"] <<<"$command"
    read -r _suite_what["$name"] <<<"$what"
  done < <(grep -v '^#' "$SUITE_LIST")
}
_read_suites

# suites_list: a line each, for people.
suites_list() {
  local name
  for name in "${_suite_names[@]}"; do
    printf '%-24s %-6s %s\n' "$name" "${_suite_when[$name]}" "${_suite_what[$name]}"
  done
}

# suites_choose [PATTERN…|--nightly]: which are to run; those of the gate where none is named.
suites_choose() {
  local name pattern
  for pattern in "$@"; do
    [[ $pattern == --nightly || -n $(_suites_named "$pattern") ]] ||
      die "no suite fits $pattern: see tools/test --list"
  done
  [[ ${1-} != --nightly ]] || _suite_resume=yes
  for name in "${_suite_names[@]}"; do
    if _suite_is_chosen "$name" "$@"; then _suite_chosen+=("$name"); fi
  done
}

# _suites_named PATTERN: the names that it fits.
_suites_named() {
  local name
  for name in "${_suite_names[@]}"; do
    # shellcheck disable=SC2053 # a pattern
    [[ $name != $1 ]] || printf '%s\n' "$name"
  done
}

# _suite_is_chosen NAME [PATTERN…|--nightly]
_suite_is_chosen() {
  local name=$1 pattern
  shift
  if (($# == 0)); then
    [[ ${_suite_when[$name]} != later ]]
    return
  fi
  for pattern in "$@"; do
    # shellcheck disable=SC2053 # a pattern
    [[ $pattern != --nightly && $name != $pattern ]] || return 0
  done
  return 1
}

# What was tested: the commit, unless something differs from it.
_suites_tree() {
  [[ -z $(git -C "$REPO_ROOT" status --porcelain) ]] && git -C "$REPO_ROOT" rev-parse HEAD
}

# A night may end before its suites do: the next one goes on.
_suite_has_passed() {
  local tree
  [[ -n $_suite_resume ]] && tree=$(_suites_tree) && is_stamped "$BUILD_DIR/passed/$1" "$tree"
}

# _suite_run_noting NAME COMMAND…: leaves a stamp where it passes.
_suite_run_noting() {
  local name=$1 tree
  shift
  tree=$(_suites_tree) || tree=
  "$@" || return
  mkdir -p "$BUILD_DIR/passed"
  printf '%s\n' "$tree" >"$BUILD_DIR/passed/$name"
}

# _suites_run_of WHEN…: those that were chosen and are to run then.
_suites_run_of() {
  local name words
  for name in "${_suite_chosen[@]}"; do
    [[ " $* " == *" ${_suite_when[$name]} "* ]] || continue
    if _suite_has_passed "$name"; then
      note "$name passed before, at this commit"
      continue
    fi
    # Words, and no pattern of them is the shell's.
    read -ra words <<<"${_suite_command[$name]}"
    suite_beside "$name" "Test ${_suite_what[$name]}" _suite_run_noting "$name" "${words[@]}"
  done
}

# suites_run_first, before anything is built; then suites_run: those that were chosen.
suites_run_first() {
  _suites_run_of first
}

suites_run() {
  _suites_run_of gate later
}
