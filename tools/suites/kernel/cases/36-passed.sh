# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# One open control device and several processes.

. ./lib.sh

load

runs passed
is "$(buffers)" "" "nothing is left"
