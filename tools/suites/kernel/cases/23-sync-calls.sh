# shellcheck shell=dash disable=SC2016 # $argN and $stack are the tracer's words
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# QEMU has no caches, so whether memory is handed over as it should be is seen by which
# functions of the DMA API are called, and with what (programs/sync-calls).

. ./lib.sh

# Its probes are traps as NMIs are, from which that kernel's trace buffer takes nothing.
[ "$(uname -m)" != riscv64 ] || skip "riscv64 records no probes"

TRACING=/sys/kernel/tracing

# What is told of a call: SINGLE's arguments are device, address, size, direction; LIST's
# and UNMAP's device, list, entries, direction, attributes; MAP's device, table, direction,
# attributes; CACHE's address, size, direction. Of a list its first piece is told.
# 32-bit arm has no names for arguments, so registers are told, and wide addresses are in two.
case $(uname -m) in
  arm*)
    SINGLE='address=%r2:x32 size=$stack0:u32 direction=$stack1:s32'
    LIST='address=+16(%r1):x32 size=+8(%r1):u32 direction=%r3:s32'
    MAP='size=+8(+0(%r1)):u32 direction=%r2:s32 attributes=%r3:x32'
    UNMAP='size=+8(%r1):u32 direction=%r3:s32 attributes=$stack0:x32'
    CACHE='address=%r0:x32 size=%r1:u32 direction=%r2:s32'
    DEVICE='device=+0(+0(%r0)):string'
    ;;
  *)
    SINGLE='address=$arg2:x64 size=$arg3:u64 direction=$arg4:s32'
    LIST='address=+16($arg2):x64 size=+12($arg2):u32 direction=$arg4:s32'
    MAP='size=+12(+0($arg2)):u32 direction=$arg3:s32 attributes=$arg4:x64'
    UNMAP='size=+12($arg2):u32 direction=$arg4:s32 attributes=$arg5:x64'
    CACHE='address=$arg1:x64 size=$arg2:u64 direction=$arg3:s32'
    DEVICE='device=+0(+0($arg1)):string'
    ;;
esac
# There physical addresses are as wide as addresses for DMA.
case $(uname -r) in *lpae*) CACHE='address=%r0:x32 size=%r2:u32 direction=%r3:s32' ;; esac

# probe EVENT FUNCTION ARGUMENTS: where the function is inline since 6.11, what it calls.
probe() {
  function=$2
  grep -q " $function\$" /tmp/symbols || function=__$function
  echo "p:dma/$1 $function $3" >>$TRACING/kprobe_events ||
    fail "tracing of $function" "$(tail -n 3 $TRACING/error_log)"
}

probes() {
  true_that "the kernel can trace" mount -t tracefs tracefs $TRACING
  grep -E ' (__)?(dma|arch)_[a-z_]*$' /proc/kallsyms >/tmp/symbols
  probe single_cpu dma_sync_single_for_cpu "$DEVICE $SINGLE"
  probe single_device dma_sync_single_for_device "$DEVICE $SINGLE"
  probe sg_cpu dma_sync_sg_for_cpu "$DEVICE $LIST"
  probe sg_device dma_sync_sg_for_device "$DEVICE $LIST"
  # Before 5.15 there is none for a table.
  if grep -qE ' (__)?dma_map_sgtable$' /tmp/symbols; then
    probe map dma_map_sgtable "$DEVICE $MAP"
  else
    probe map dma_map_sg_attrs "$DEVICE $UNMAP"
  fi
  probe unmap dma_unmap_sg_attrs "$DEVICE $UNMAP"
  if grep -q ' arch_sync_dma_for_device$' /tmp/symbols; then
    for owner in cpu device; do
      probe cache_$owner arch_sync_dma_for_$owner "$CACHE"
    done
  fi
  write_to $TRACING/events/dma/enable 1
}

unprobe() {
  write_to $TRACING/events/dma/enable 0
  : >$TRACING/kprobe_events
  : >$TRACING/set_event_pid
  umount $TRACING
}

# calls_of WHAT [OPTION…]
calls_of() {
  echo "# $*"
  shift
  for mode in $MODES; do
    sync-calls "$@" "quirk-mmap-$mode" >/tmp/calls
    is $? 0 "mmap mode $mode: to the end"
    sed "s/^\(not \)\?ok - /&mmap mode $mode: /" /tmp/calls
  done
}

load
modprobe u-dma-buf-importer
modprobe uio_pci_generic
probes
calls_of "a platform device of its own"
calls_of "a PCI device without a driver" bus=pci device=$EDU
uio_bind $EDU
calls_of "a PCI device with a driver" bus=pci device=$EDU
uio_unbind $EDU
unprobe
unload_own uio_pci_generic
rmmod u-dma-buf-importer
