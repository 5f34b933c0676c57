# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Signals while the manager works.

. ./lib.sh

load

true_that "a write that is interrupted goes on where it ended" interrupted 1 400
true_that "so do four that wait for one another" interrupted 4 200
true_that "and with restarted system calls" interrupted 4 200 restart
is "$(buffers)" "" "nothing is left"
