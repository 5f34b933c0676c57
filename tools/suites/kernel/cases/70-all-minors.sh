# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# As many buffers at once as there can be, in a machine that has the memory and the time:
#
#   tools/suites/kernel/run amd64 --memory 4G --patience 20 --append log_buf_len=128M '70*'
#
# In others a thousand of them.

. ./lib.sh

COUNT=1000
[ "$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -lt 3000000 ] || COUNT=65536
# What the slab caches may keep in pages that are partly used, in KiB: 400 bytes each, while
# a buffer has several KiB. (What leaks of a few bytes there are, kmemleak finds.)
TOLERANCE=$((400 + COUNT * 2 / 5))

load
echo "# $COUNT buffers"
true_that "1000 minors" minors 1000 # what the kernel allocates once, and keeps in the caches of its CPUs
sleep 1
before=$(free_memory)
runs minors $COUNT
is "$(buffers)" "" "no buffer is left"
is "$(platform_buffers)" "" "no platform device is left"
is_given_back "their memory is free again" memory_is_back "$before" $TOLERANCE
