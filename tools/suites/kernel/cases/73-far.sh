# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# DMA addresses above 32 bits are shown whole, everywhere the same. There are some in
#
#   tools/suites/kernel/run armhf-lpae --kernel trixie --memory 6G --device-tree far '73*'
#
# and, without highmem, in that of arm64. Elsewhere a buffer of 40 bits lies wherever there is
# memory.

. ./lib.sh

# shows_address NAME [BITS]: the log of its creation, since the last mark, and the ioctl say the same.
shows_address() {
  address=$(attribute "$1" phys_addr)
  echo "# $1: $address"
  is "$(log_since_mark | sed -n "s/.*$1: phys address *= //p")" "$address" "$1: the log and the attribute have the same address"
  runs ioctls "$1" "${2:-40}"
}

log_mark
load
if [ ! -e /proc/device-tree/far-private ]; then
  create far 100000 dma-mask=40
  shows_address far
  delete far
  return
fi
# The kernel compares the region with the mask when it takes it.
is "$(log_since_mark | grep 'beyond' | grep -v far-above-private)" "" "no warning of a region that the mask reaches"
# above NAME REGION: it is not reached, and memory from elsewhere is not what was asked for.
above() {
  false_that "no buffer $1, above its mask" exists "$1"
  matches "$(log_since_mark | sed -n "s/.* $1: cannot/cannot/p")" \
    "cannot allocate 131072 bytes for $1 in its region $2 \\(0x0*${2#far@} to 0x0*[0-9a-f]+\\): it lies above the DMA mask; DMA mask 0xffffffff, largest free piece that it reaches 0 bytes" \
    "$1: the log names region and mask"
}
above far-above far@140000000
above far-above-off far@140000000
above far-above-private far@150000000
for region in far_contiguous far_private; do
  answered 'error ERANGE create placed column=27: region above the DMA mask' "create placed 4096 region=$region"
  create placed 4096 region=$region dma-mask=40
  true_that "but a mask of 40 bits reaches it" [ $(($(attribute placed phys_addr))) -ge $((0x140000000)) ]
  delete placed
done
true_that "far-widest: a mask of 64 bits" grep -q 64 $CLASS/far-widest/dma_mask
# Page mode is for memory that the kernel has addresses for; other memory is not what was asked for.
[ -z "$IS_32_BIT" ] || false_that "no buffer in page mode outside of its memory-region" exists far-page
for name in far-contiguous far-private far-widest; do
  bits=$(attribute $name dma_mask)
  shows_address $name "$bits"
  true_that "$name lies above 5 GiB" [ $(($(attribute $name phys_addr))) -ge $((0x140000000)) ]
  runs mappings $name
done
