# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A buffer of 16 MiB, more than the page allocator gives at once, where there is contiguous
# memory (CMA) for it; in
#
#   run-tests armhf --memory 2G --append cma=64M '72*'
#
# that is highmem. Elsewhere there is none, and no buffer.

. ./lib.sh

SIZE=0x1000000
cma=$(awk '/^CmaTotal/ { print $2 }' /proc/meminfo)
echo "# CMA: ${cma:-0} KiB, highmem: $(awk '/^HighTotal/ { print $2 }' /proc/meminfo) KiB"

load
if [ "${cma:-0}" -ge 32768 ]; then
  for mode in off on; do
    create big $SIZE quirk-mmap-$mode
    is "$(attribute big size)" $((SIZE)) "mode $mode: it has its size"
    mappings big || fail "mappings runs to its end" "status $?"
    delete big
  done
  modprobe u-dma-buf-importer
  create big $((SIZE - 100)) quirk-mmap-on
  exports big || fail "exports runs to its end" "status $?"
  delete big
  rmmod u-dma-buf-importer
else
  matches "$(mgr "create big $SIZE\n")" '[0-9]+|ENOMEM' "a buffer, or no memory"
fi

# A size that the architecture's words do not hold.
if [ -n "$IS_32_BIT" ]; then
  command_gives EOVERFLOW 'create huge 0x100000000'
  command_gives EOVERFLOW 'create huge 0x100001000'
  command_gives EOVERFLOW 'create huge size=0xffffffffffffffff'
  command_gives ENOMEM 'create huge 0xf0000000'
  false_that "there is no such buffer" exists huge
fi
unload
