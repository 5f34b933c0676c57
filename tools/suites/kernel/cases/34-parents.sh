# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The parent device: a platform device of the buffer's own, or one on a bus.

. ./lib.sh

load

# on BUS DEVICE [OPTION…]: two buffers with this parent, which outlives them.
on() {
  bus=$1 device=$2
  shift 2
  create first 4096 device="$device" "$@"
  create second 8192 device="$device" "$@"
  is "$(parent_of first)" "$device" "a buffer's parent is $bus/$device"
  is "$(parent_of second)" "$device" "a second one has the same parent"
  is "$(platform_buffers)" "" "no platform device is made for them"
  printf 'some text' >/dev/first
  is "$(head -c 9 /dev/first)" 'some text' "the buffer can be used"
  delete first
  is "$(buffers)" second "deleting one leaves the other"
  delete second
  true_that "$device is still there" [ -e "/sys/bus/$bus/devices/$device" ]
}

create own 4096
matches "$(parent_of own)" 'u-dma-buf\.[0-9]+\.auto' "the parent is a platform device of its own"
is "$(platform_buffers | wc -l)" 1 "there is one"
directory=$(readlink -f $CLASS/own)
is "$directory" "/sys/devices/platform/$(parent_of own)/u-dma-buf/own" \
  "the buffer stands below it, where udev's rules look for parents"
is "$(readlink -f $CLASS/own/device/subsystem)" /sys/bus/platform "a parent's SUBSYSTEMS is platform"
is "$(readlink -f $CLASS/own/device/driver)" /sys/bus/platform/drivers/u-dma-buf "a parent's DRIVERS is u-dma-buf"
delete own
is "$(platform_buffers)" "" "it goes with the buffer"

on platform serial8250
on platform serial8250 bus=platform
on pci "$EDU" bus=pci
[ ! -e /sys/bus/amba/devices/9030000.pl061 ] || on amba 9030000.pl061 bus=amba

# A kernel for PCs has no AMBA.
[ -e /sys/bus/amba ] ||
  answered 'error EINVAL create a column=19: bus not in this kernel' 'create a 4096 bus=amba device=9030000.pl061'

# A parent's DMA mask stands: nothing the command says about it counts.
create masked 4096 bus=pci device=$EDU dma-mask=24
true_that "dma-mask= is ignored with a parent" exists masked
