# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Unloading the driver: refused while a file of a buffer is open; else it takes every
# buffer along, and who has pinned a page keeps it.

. ./lib.sh

modprobe u-dma-buf-importer

# refused WAY [OPTION…]
refused() {
  way=$1
  shift
  load
  create held 0x5000 "$@"
  hold_start "$way" held
  rmmod u-dma-buf-mgr
  refused_for "$IN_USE" "rmmod while $way ($*)" rmmod u-dma-buf
  true_that "the buffer is still there" exists held
  true_that "every byte survived" hold_end
  true_that "rmmod when nobody uses it any more" rmmod u-dma-buf
  false_that "it takes the buffer along" [ -e /dev/held ]
}

for way in opened mapped open-mapped exported export-mapped attached imported; do
  refused "$way"
  refused "$way" bus=pci device=$EDU
done

load
create held 0x5000 quirk-mmap-page
hold_start pinned held
rmmod u-dma-buf-mgr
holder_keeps "rmmod while pinned" rmmod u-dma-buf

load
for number in 1 2 3; do
  create own$number 0x3000
  create child$number 0x3000 bus=pci device=$EDU
done
unbound=$(parent_of own2)
true_that "unbind one" write_to /sys/bus/platform/drivers/u-dma-buf/unbind "$unbound"
NO_BUFFER='No such device or address'
major=$(cut -d : -f 1 $CLASS/own1/dev)
mknod /tmp/other c "$major" 200
refused_for "$NO_BUFFER" "a node whose minor no buffer has" cat /tmp/other
true_that "rmmod of both with idle buffers" unload
refused_for "$NO_BUFFER" "the same when the driver has gone" cat /tmp/other
is "$(platform_buffers)" "" "no platform device is left"

rmmod u-dma-buf-importer
