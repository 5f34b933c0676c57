# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The parent of buffers is unplugged: the slot it is in loses its power. QEMU then takes
# the device away for good, so this happens once; 52-parent-gone has the other cases.

. ./lib.sh

load
SLOT=$(dirname "$(grep -lx "${EDU_SLOT%.*}" /sys/bus/pci/slots/*/address)")

create held 0x5000 bus=pci device=$EDU_SLOT
create idle 0x5000 bus=pci device=$EDU_SLOT
create other 0x5000
hold_start mapped held gone
true_that "the slot can be switched off while a buffer is mapped" write_to "$SLOT/power" 0
false_that "the parent is gone" [ -e /sys/bus/pci/devices/$EDU_SLOT ]
is "$(buffers)" other "so are its buffers, and no other"
hold_end || fail "what the user saw"
command_gives ENODEV "create held 4096 bus=pci device=$EDU_SLOT" "no buffer on a parent that is not there"
delete other
