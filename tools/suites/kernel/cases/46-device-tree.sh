# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What is done over and over with a device of the device tree, whose memory is a region: each gives back what it takes.
# In the machine of 67-device-tree.

. ./lib.sh

DRIVER=/sys/bus/platform/drivers/u-dma-buf
# Slabs have up to 170 objects here, and each of two CPUs has one for itself: see 45-uses.
COUNT=500

[ -e /proc/device-tree/dt-private ] || skip "no nodes in the device tree"

load_with info_enable=0
device=$(parent_of dt-private)

bind() {
  write_to $DRIVER/bind "$device"
} 2>/dev/null

unbind() {
  write_to $DRIVER/unbind "$device"
}

rebound() {
  unbind && bind
}

refused() {
  ! bind || fail "a device is refused the name of another's buffer"
}

no_object_stays $COUNT "devices that were unbound and bound" rebound
true_that "the buffer is there" exists dt-private
unbind
create dt-private 4096
no_object_stays $COUNT "devices that were not bound" refused
delete dt-private
true_that "nothing is in the way any more" bind
unload
