# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A large buffer lies where its device reaches: below 2^28 for an engine of 28 bits; and below
# 4 GiB, in a machine that has memory above it too:
#
#   tools/suites/kernel/run amd64 --memory 6G --patience 4 '76-reach'
#
# In others no buffer lies above the mask, because nothing does.

. ./lib.sh

# lies_below NAME LIMIT: to its last byte.
lies_below() {
  [ $(($(attribute "$1" phys_addr) + $(attribute "$1" size))) -le $(($2)) ]
}

# has_memory_below LIMIT: QEMU's virt machines have none below 1 GiB.
has_memory_below() {
  [ "$(awk '$1 == "start_pfn:" && (!least || $2 < least) { least = $2 } END { print least }' /proc/zoneinfo)" -lt $(($1 / 4096)) ]
}

dma_at_ends() {
  edu-dma "$1" "$2" ends >/tmp/dma 2>&1 || { cat /tmp/dma && return 1; }
}

# A debug kernel's own memory lies all over those 256 MiB.
low=$((0x2000000))
! has_kmemleak || low=$((0x400000))

load
if has_memory_below 0x10000000; then
  for mode in off on page; do
    create low $low dma-mask=28 quirk-mmap-$mode
    true_that "$((low >> 20)) MiB, a mask of 28 bits, mmap mode $mode: below 256 MiB" lies_below low 0x10000000
    true_that "and the device of 28 bits does DMA at its ends" dma_at_ends low $EDU_28
    delete low
  done
  # All that is there, and no more.
  command_gives ENOMEM 'create low 0x10000000 dma-mask=28 quirk-mmap-page' "256 MiB, a mask of 28 bits"
else
  # Some kernels take no such mask then.
  matches "$(mgr 'create low 0x2000000 dma-mask=28 quirk-mmap-page\n')" 'ENOMEM|EIO' "a mask of 28 bits, and no memory that low"
fi

# Until no more is below 4 GiB: none lies above.
size=$((0x2000000))
[ "$(memory_mib)" -lt 5000 ] || size=$((0x20000000))
made=0 beyond=''
while [ $made -lt 20 ] && result=$(mgr "create near$made $size quirk-mmap-page\n") && [ "$result" -gt 0 ] 2>/dev/null; do
  lies_below near$made 0x100000000 || beyond="$beyond $(attribute near$made phys_addr)"
  made=$((made + 1))
done
echo "# $made buffers of $((size >> 20)) MiB, then $result"
true_that "there are some" [ $made -gt 0 ]
is "$beyond" "" "a mask of 32 bits: all are below 4 GiB"
true_that "and the device does DMA at their ends" dma_at_ends near0 $EDU
if [ "$(memory_mib)" -gt 5000 ]; then
  is "$result" ENOMEM "until no more memory is there"
  create far $size dma-mask=40 quirk-mmap-page
  false_that "a wider mask has more, above 4 GiB" lies_below far 0x100000000
  delete far
fi
while [ $made -gt 0 ]; do
  made=$((made - 1))
  delete near$made
done
