# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A device that does DMA: QEMU's edu copies the first half of a buffer into the second.

. ./lib.sh

load

# round_trip DEVICE WHAT CREATE-ARGUMENT…
round_trip() {
  device=$1 what=$2
  shift 2
  create dma 0x2000 "$@"
  if edu-dma dma "$device" >/tmp/dma 2>&1; then pass "$what"; else fail "$what" "$(cat /tmp/dma)"; fi
  delete dma
}

round_trip $EDU "a buffer whose parent is the device" bus=pci device=$EDU
round_trip $EDU "a buffer of its own platform device"
for mode in off on auto page; do
  round_trip $EDU "mmap mode $mode" bus=pci device=$EDU quirk-mmap-$mode
done

case $(uname -m) in
  aarch64)
    # QEMU's virt machine has no memory below 1 GiB.
    matches "$(mgr 'create low 0x10000 dma-mask=28\n')" 'ENOMEM|EIO' "dma-mask=28 where no memory is that low is refused"
    false_that "no buffer out of the device's reach" exists low
    ;;
  *)
    create low 0x10000 dma-mask=28
    true_that "dma-mask=28: the address is below 2^28" [ $(($(attribute low phys_addr))) -lt $((1 << 28)) ]
    delete low
    round_trip $EDU_28 "dma-mask=28 and a device that reaches 28 bits" dma-mask=28
    ;;
esac
