# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The in-kernel functions, called by a module of ours.

. ./lib.sh

load
log_mark
true_that "the module that calls them loads" modprobe u-dma-buf-functions-test
log_since_mark | sed -n 's/^u_dma_buf_functions_test: //p'
true_that "and unloads" rmmod u-dma-buf-functions-test

# One thread may remove what another has not finished to create.
log_mark
true_that "the module that races loads" modprobe u-dma-buf-race
log_since_mark | sed -n 's/^u_dma_buf_race: //p'
true_that "and unloads" rmmod u-dma-buf-race
is "$(platform_buffers)" "" "no platform device is left"
is "$(buffers)" "" "no buffer is left"
