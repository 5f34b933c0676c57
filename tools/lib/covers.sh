# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The table of the module tests that tell most of a source. Source it after tools/lib/lib.sh.

# module_tests_of FILE: those of tools/suites/kernel/covers, for a file below kmod/; a line each.
module_tests_of() {
  local pattern tests
  while IFS='|' read -r pattern tests; do
    # shellcheck disable=SC2254 # it is a pattern
    case $1 in
      ${pattern// /}) xargs -n 1 <<<"$tests" && return ;;
    esac
  done < <(grep '|' "$REPO_ROOT/tools/suites/kernel/covers")
}
