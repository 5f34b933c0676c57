# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Buffers of more than the page allocator gives at once: from contiguous memory (CMA), or
# from a range of free and movable memory. In
#
#   tools/suites/kernel/run armhf --memory 2G --append cma=64M '72*'
#
# CMA is in highmem.

. ./lib.sh

SIZE=0x500000
cma=$(awk '/^CmaTotal/ { print $2 }' /proc/meminfo)
echo "# CMA: ${cma:-0} KiB, highmem: $(awk '/^HighTotal/ { print $2 }' /proc/meminfo) KiB"

load
modprobe u-dma-buf-importer
# auto is one of the first two.
for mode in off on page; do
  # Past the caches, only the DMA API has memory.
  if [ $mode = off ] && [ "${cma:-0}" -lt 32768 ] && [ $COHERENT = 0 ]; then continue; fi
  echo "# mmap mode $mode"
  create big $SIZE quirk-mmap-$mode
  is "$(attribute big size)" $((SIZE)) "it has its size"
  runs mappings big
  delete big
  create big $((SIZE - 100)) quirk-mmap-$mode
  runs exports big
  delete big
done
rmmod u-dma-buf-importer

# Pages that programs and files have are moved out of the way, and keep what they hold.
free_kib=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
filled=$((free_kib / 4)) wanted=$((free_kib * 1024 / 3))
mkdir /tmp/full
mount -t tmpfs -o size=$((filled * 2))k tmpfs /tmp/full
head -c $((filled * 1024)) /dev/urandom >/tmp/full/file
sum=$(sha256sum </tmp/full/file)
create big $wanted quirk-mmap-page
is "$(attribute big size)" $wanted "a third of what is available, in one piece"
is "$(sha256sum </tmp/full/file)" "$sum" "files in memory are intact"
delete big
umount /tmp/full
rmdir /tmp/full

# Others need memory too: nothing is taken that leaves them none.
command_gives ENOMEM "create big $((free_kib * 1024)) quirk-mmap-page"
true_that "a program still runs" cat /proc/meminfo

# A size that the architecture's words do not hold.
if [ -n "$IS_32_BIT" ]; then
  command_gives EOVERFLOW 'create huge 0x100000000'
  command_gives EOVERFLOW 'create huge 0x100001000'
  command_gives EOVERFLOW 'create huge size=0xffffffffffffffff'
  command_gives ENOMEM 'create huge 0xf0000000'
  false_that "there is no such buffer" exists huge
fi
unload
