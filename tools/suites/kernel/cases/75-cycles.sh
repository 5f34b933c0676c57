# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Buffers of random sizes come and go, by four writers: 1,000 times up to 512 MiB in
#
#   tools/suites/kernel/run amd64 --memory 2G --append cma=0 --patience 20 '75*'
#
# and in others a short form.

. ./lib.sh

cycles=24 most=16
[ "$(memory_mib)" -lt 1800 ] || cycles=1000 most=512
# What the caches of the kernel may keep, in KiB.
TOLERANCE=4096

load
# What the kernel allocates once.
true_that "a cycle of each writer" cycles 4 4 8 1
before=$(free_memory)
started=$(cut -d . -f 1 /proc/uptime)
true_that "$cycles cycles of up to $most MiB" cycles 4 $cycles $most 16
echo "# $(($(cut -d . -f 1 /proc/uptime) - started)) s"
is "$(buffers)" "" "no buffer is left"
true_that "their memory is free again" memory_is_back "$before" $TOLERANCE
is "$(isolated_blocks)" 0 "no pageblock is left isolated"
