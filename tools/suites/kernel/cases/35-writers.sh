# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Many writers at once.

. ./lib.sh

load

true_that "eight writers, each with an open file of its own" writers 8 40
is "$(buffers)" "" "nothing is left"
true_that "eight writers with one open file" writers 8 40 shared
is "$(buffers)" "" "nothing is left"
