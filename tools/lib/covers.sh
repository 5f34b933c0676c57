# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The table of the module tests that tell most of a source. Source it after tools/lib/lib.sh.

# _covers_cell FILE N: that cell of the first line for a file below kmod/.
_covers_cell() {
  local cells
  while IFS='|' read -ra cells; do
    # shellcheck disable=SC2254 # it is a pattern
    case $1 in
      ${cells[0]// /}) xargs <<<"${cells[$2]-}" && return ;;
    esac
  done < <(grep '|' "$REPO_ROOT/tools/suites/kernel/covers")
}

# module_tests_of FILE: those on amd64; a line each.
module_tests_of() {
  _covers_cell "$1" 1 | xargs -n 1
}

# module_machine_of FILE: what tools/suites/kernel/run is called with besides, in a line.
module_machine_of() {
  _covers_cell "$1" 2 | sed '/^$/d'
}

# module_more_tests_of FILE: those on amd64 that take longer; a line each.
module_more_tests_of() {
  _covers_cell "$1" 3 | xargs -r -n 1
}
