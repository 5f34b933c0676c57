# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The system calls that programs make on a node and on its mapping, in each mmap mode: each does
# what it does with other drivers of RAM.

. ./lib.sh

# calls_on MODE SIZE
calls_on() {
  echo "# mmap mode $1, $2 bytes"
  create called "$2" "quirk-mmap-$1"
  runs timeout -s KILL 50 calls called
  # The kernel moves what it can: not these pages.
  echo 1 >/proc/sys/vm/compact_memory
  echo 3 >/proc/sys/vm/drop_caches
  is "$(wc -c </dev/called)" $(($2)) "the buffer is there when memory is put in order"
  command_gives 14 'delete called' "mmap mode $1, $2 bytes: nothing is left of it"
}

load
for mode in $MODES; do calls_on "$mode" 0x20000; done
# Large enough for a block, which newer kernels map as one.
if kernel_is_at_least 6 12; then calls_on on 0x400000; fi
