# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The parameters of module u-dma-buf.

. ./lib.sh

# check NAME SIZE MINOR
check() {
  is "$(attribute "$1" size)" "$2" "$1 has $2 bytes"
  matches "$(cat "$CLASS/$1/dev")" "[0-9]+:$3" "$1 has the minor $3"
  true_that "/dev/$1 is there" [ -c "/dev/$1" ]
}

load_with udmabuf0=0x10000 udmabuf1=4096 udmabuf7=12345
check udmabuf0 65536 0
check udmabuf1 4096 1
check udmabuf7 12345 7
is "$(buffers | wc -l)" 3 "no other buffer"
create other 4096
matches "$(cat $CLASS/other/dev)" '[0-9]+:[2-6]' "a buffer made later gets a free minor"
command_gives 16 'delete udmabuf0' "the manager deletes a buffer made by a parameter"
create again 4096
false_that "its node is gone" [ -e /dev/udmabuf0 ]
unload

load_with udmabuf0=4096 udmabuf1=4096 udmabuf0_bind=pci/$EDU udmabuf1_bind=serial8250
is "$(parent_of udmabuf0)" $EDU "udmabuf0_bind=pci/…"
is "$(parent_of udmabuf1)" serial8250 "udmabuf1_bind=<device> means the platform bus"
unload

references=$(references_of $EDU)
load_with udmabuf2=4096 udmabuf3=4096 bind=pci/$EDU udmabuf3_bind=platform/serial8250
is "$(parent_of udmabuf2)" $EDU "bind= is for all buffers"
is "$(parent_of udmabuf3)" serial8250 "udmabuf3_bind= goes before it"
unload
is "$(references_of $EDU)" "$references" "the driver keeps no reference of a parent"

# Sizes with units, and how the parameter reads back.
read_back() {
  cat "/sys/module/u_dma_buf/parameters/$1"
}

load_with udmabuf0=4K udmabuf1=1M udmabuf2=0x2k udmabuf3=010K udmabuf4=0x1E
check udmabuf0 4096 0
check udmabuf1 1048576 1
check udmabuf2 2048 2
check udmabuf3 8192 3
check udmabuf4 30 4
is "$(read_back udmabuf1) $(read_back udmabuf4) $(read_back udmabuf7)" "1048576 30 0" "the parameters read as plain bytes"
unload

# refuses_size TEXT: the module is not loaded, and the log says what is wrong.
refuses_size() {
  log_mark
  false_that "udmabuf0=$1 is refused" modprobe u-dma-buf "udmabuf0=$1"
  is "$(log_since_mark | grep -F "u-dma-buf: udmabuf0=$1: " | sort -u | wc -l)" 1 "udmabuf0=$1: one line in the log"
}

for size in '' junk 4X 4KB 4MM M -1 -4K +4096 00000000000000000000000000010000 0x 0xK 1.5M 08 '1 2' \
  18446744073709551616 16777216T 0x1000000000000000000; do
  refuses_size "$size"
done
[ -z "$IS_32_BIT" ] || refuses_size 4G

# The path of the class before version 2.
load_with udmabuf0=4096
false_that "no class udmabuf unless asked for" [ -e /sys/class/udmabuf ]
unload
load_with class_udmabuf=1 udmabuf0=4096 udmabuf1=4096 udmabuf1_bind=pci/$EDU
is "$(cat /sys/class/udmabuf/udmabuf0/size)" 4096 "class_udmabuf=1: the old path of the class"
is "$(readlink -f /sys/class/udmabuf/udmabuf1)" "$(readlink -f $CLASS/udmabuf1)" "it leads to the same directory"
create other 4096
is "$(ls /sys/class/udmabuf)" "$(buffers)" "all buffers are there"
delete other
is "$(ls /sys/class/udmabuf)" "$(buffers)" "and go from there when they are deleted"
write_to /sys/bus/platform/drivers/u-dma-buf/unbind "$(parent_of udmabuf0)"
is "$(ls /sys/class/udmabuf)" udmabuf1 "or unbound"
unload
false_that "the class goes with the module" [ -e /sys/class/udmabuf ]

# While a driver is bound to the parent, or unbound, no buffer is made on it.
modprobe device-lock device=$EDU
load_with udmabuf0=4096 bind=pci/$EDU &
loading=$!
true_that "loading waits for the parent" sleeps_in_driver modprobe
false_that "the buffer is not there yet" exists udmabuf0
rmmod device-lock
true_that "then loading comes to its end" wait $loading
is "$(parent_of udmabuf0)" $EDU "and the buffer is there"
unload

log_mark
load_with dma_mask_bit=24 udmabuf0=4096
if exists udmabuf0; then
  true_that "dma_mask_bit=24: the address is below 2^24" [ $(($(attribute udmabuf0 phys_addr))) -lt $((1 << 24)) ]
else
  matches "$(log_since_mark | grep udmabuf0=)" '.*error.*' "dma_mask_bit=24 where no memory is that low: the log says so"
fi
unload

for bits in 11 65; do
  refused_for 'Invalid argument' "dma_mask_bit=$bits is refused" modprobe u-dma-buf dma_mask_bit=$bits
done
for bits in 12 64; do
  true_that "dma_mask_bit=$bits is allowed" modprobe u-dma-buf dma_mask_bit=$bits
  rmmod u-dma-buf
done
for mode in 0 5; do
  refused_for 'Invalid argument' "quirk_mmap_mode=$mode is refused" modprobe u-dma-buf quirk_mmap_mode=$mode
done
for mode in 1 2 3 4; do
  load_with quirk_mmap_mode=$mode udmabuf0=4096
  is "$(attribute udmabuf0 quirk_mmap_mode)" $mode "quirk_mmap_mode=$mode"
  unload
done

load_with udmabuf0=4096
is "$(attribute udmabuf0 quirk_mmap_mode)" $DEFAULT_MMAP_MODE "the default mmap mode is $DEFAULT_MMAP_MODE here"
