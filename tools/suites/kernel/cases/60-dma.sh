# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A device that does DMA: QEMU's edu copies the first half of a buffer into the second.

. ./lib.sh

load

# round_trip DEVICE WHAT CREATE-ARGUMENT…: by mapping and syncs, and by read and write.
round_trip() {
  device=$1 what=$2
  shift 2
  create dma 0x2000 "$@"
  for way in '' copied; do
    # shellcheck disable=SC2086 # may be empty
    if edu-dma dma "$device" $way >/tmp/dma 2>&1; then
      pass "$what, ${way:-mapped}"
    else
      fail "$what, ${way:-mapped}" "$(cat /tmp/dma)"
    fi
  done
  delete dma
}

round_trip $EDU "a buffer whose parent is the device" bus=pci device=$EDU
round_trip $EDU "a buffer of its own platform device"
for mode in $MODES; do
  round_trip $EDU "the device's, mmap mode $mode" bus=pci device=$EDU "quirk-mmap-$mode"
  round_trip $EDU "its own, mmap mode $mode" "quirk-mmap-$mode"
done

# is_coherent WANTED WHAT OPTION…
is_coherent() {
  wanted=$1 what=$2
  shift 2
  create coherent 4096 "$@"
  is "$(attribute coherent dma_coherent)" "$wanted" "$what: dma_coherent is $wanted"
  delete coherent
}

# So the trips above went by way of the caches on arm64, and here one does not.
is_coherent $COHERENT "a buffer of its own"
is_coherent $COHERENT "a device's that never had a driver" bus=pci device=$EDU_28
modprobe uio_pci_generic
uio_bind $EDU
is_coherent 1 "the device's, which has a driver" bus=pci device=$EDU
round_trip $EDU "a device with a driver" bus=pci device=$EDU
uio_unbind $EDU
unload_own uio_pci_generic

# has_low_memory: QEMU's virt machines have none below 1 GiB, and a kernel without a zone of
# its own for it, as the debug kernel is, cannot be asked for it.
has_low_memory() {
  case $(uname -m) in aarch64 | arm* | riscv64) return 1 ;; esac
  grep -q 'zone *DMA$' /proc/zoneinfo
}

if has_low_memory; then
  create low 0x10000 dma-mask=28
  true_that "dma-mask=28: the address is below 2^28" [ $(($(attribute low phys_addr))) -lt $((1 << 28)) ]
  delete low
  round_trip $EDU_28 "dma-mask=28 and a device that reaches 28 bits" dma-mask=28
else
  matches "$(mgr 'create low 0x10000 dma-mask=28\n')" 'ENOMEM|EIO' "dma-mask=28 where no memory is that low is refused"
  false_that "no buffer out of the device's reach" exists low
fi
