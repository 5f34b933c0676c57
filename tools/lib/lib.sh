# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What every command below tools/ shares. Source it after `set -euo pipefail`:
#
#   . "$(dirname "$(readlink -f "$0")")/lib/lib.sh"
#
# It gives REPO_ROOT (the checkout), BUILD_DIR (the one place for products) and
# the functions of the files beside it. Sourcing it runs nothing.

REPO_ROOT=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
BUILD_DIR=$REPO_ROOT/build
export REPO_ROOT BUILD_DIR

for _part in log steps lock hash debian node; do
  # shellcheck source=/dev/null
  . "$REPO_ROOT/tools/lib/$_part.sh"
done
unset _part
