# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The attributes of a buffer and its device node.

. ./lib.sh

load
create attr 10000

# shows ATTRIBUTE MODE EXTENDED-REGEX
shows() {
  is "$(stat -c %a "$CLASS/attr/$1")" "$2" "$1 has the mode 0$2"
  matches "$(attribute attr "$1")" "$3" "$1 reads as $3"
}

shows driver_version 444 "$(cat /sys/module/u_dma_buf/version)"
shows ioctl_version 444 2
shows phys_addr 444 '0x[0-9a-f]{16}'
shows size 444 10000
shows dma_coherent 444 $COHERENT
shows quirk_mmap_mode 444 $DEFAULT_MMAP_MODE
shows origin 444 manager
shows memory_source 444 pages
shows temporary 444 0
shows dma_mask 444 32
shows sync_mode 664 1
shows sync_offset 664 0x0
shows sync_size 664 10000
shows sync_direction 664 0
shows sync_owner 444 0
shows sync_for_cpu 664 0
shows sync_for_device 664 0
matches "$(attribute attr phys_addr)" '0x0*[1-9a-f][0-9a-f]*000' "phys_addr is the address of a page"

is "$(stat -c %a /dev/attr)" 600 "the node is for root alone"
is "$(grep -c ' u-dma-buf$' /proc/devices)" 1 "one character major is named u-dma-buf"
is "$(cut -d : -f 1 $CLASS/attr/dev)" "$(sed -n 's/ u-dma-buf$//p' /proc/devices | tr -d ' ')" \
  "the buffer has it"
is "$(basename "$(readlink $CLASS/attr/subsystem)")" u-dma-buf "the class is u-dma-buf"

# takes ATTRIBUTE WRITTEN SHOWN
takes() {
  set_attribute attr "$1" "$2" >/dev/null
  is "$(attribute attr "$1")" "$3" "$1 written as $2 reads as $3"
}

# refuses ATTRIBUTE WRITTEN
refuses() {
  is "$(set_attribute attr "$1" "$2")" EINVAL "$1 refuses '$2'"
}

for mode in 0 1 2 3 4 5 6 7; do
  takes sync_mode $mode $mode
done
takes sync_mode 0x2 2
refuses sync_mode 8
refuses sync_mode -1
refuses sync_mode fast
takes sync_offset 4096 0x1000
takes sync_offset 0x20 0x20
takes sync_offset 010 0x8
takes sync_offset '16\n' 0x10
refuses sync_offset 12x
takes sync_size 0x100 256
takes sync_size 8192 8192
refuses sync_size big
for direction in 0 1 2; do
  takes sync_direction $direction $direction
done
refuses sync_direction 3
refuses sync_direction -1
refuses sync_for_cpu yes
refuses sync_for_device 1x

delete attr
false_that "the attributes are gone with the buffer" [ -e $CLASS/attr ]
false_that "the node is gone with the buffer" [ -e /dev/attr ]
