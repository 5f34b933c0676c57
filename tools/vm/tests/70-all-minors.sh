# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# As many buffers at once as there can be, in a machine that has the memory and the time:
#
#   run-tests amd64 --memory 4G --patience 20 --append log_buf_len=128M '70*'
#
# In others a thousand of them.

. ./lib.sh

COUNT=1000
[ "$(sed -n 's/^MemTotal: *\([0-9]*\) kB/\1/p' /proc/meminfo)" -lt 3000000 ] || COUNT=65536
# What the slab caches may keep in pages that are partly used, in KiB: 400 bytes each, while
# a buffer has several KiB. (What leaks of a few bytes there are, kmemleak finds.)
TOLERANCE=$((400 + COUNT * 2 / 5))

# In KiB, with the pages that each CPU keeps at hand: newer kernels keep megabytes of them.
free_memory() {
  sync
  echo 3 >/proc/sys/vm/drop_caches
  free=$(sed -n 's/^MemFree: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  echo $((free + 4 * $(awk '$1 == "count:" { pages += $2 } END { print pages + 0 }' /proc/zoneinfo)))
}

# The kernel frees much of what is let go of some time later.
memory_is_back() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 1
    after=$(free_memory)
    echo "# free memory $before to $after KiB"
    [ $((before - after)) -gt $TOLERANCE ] || return 0
  done
  return 1
}

load
echo "# $COUNT buffers"
minors 1000 >/dev/null # what the kernel allocates once, and keeps in the caches of its CPUs
sleep 1
before=$(free_memory)
minors $COUNT || fail "minors runs to its end" "status $?"
is "$(buffers)" "" "no buffer is left"
is "$(platform_buffers)" "" "no platform device is left"
# A debug kernel keeps what was freed, to see whether somebody still uses it; there kmemleak
# looks at the end (tests/run).
if [ -e /sys/kernel/debug/kmemleak ]; then
  echo "# this kernel has kmemleak"
else
  true_that "their memory is free again" memory_is_back
fi
