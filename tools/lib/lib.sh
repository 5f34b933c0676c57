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
# depmod, mke2fs and their like, where an ordinary user's PATH lacks them.
PATH=$PATH:/usr/sbin:/sbin

. "$REPO_ROOT/tools/lib/log.sh"
. "$REPO_ROOT/tools/lib/steps.sh"
. "$REPO_ROOT/tools/lib/lock.sh"
. "$REPO_ROOT/tools/lib/hash.sh"
. "$REPO_ROOT/tools/lib/table.sh"
. "$REPO_ROOT/tools/lib/debian.sh"
. "$REPO_ROOT/tools/lib/node.sh"
