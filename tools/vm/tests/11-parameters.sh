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

load_with udmabuf2=4096 udmabuf3=4096 bind=pci/$EDU udmabuf3_bind=platform/serial8250
is "$(parent_of udmabuf2)" $EDU "bind= is for all buffers"
is "$(parent_of udmabuf3)" serial8250 "udmabuf3_bind= goes before it"
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
  false_that "dma_mask_bit=$bits is refused" modprobe u-dma-buf dma_mask_bit=$bits
done
for mode in 0 5; do
  false_that "quirk_mmap_mode=$mode is refused" modprobe u-dma-buf quirk_mmap_mode=$mode
done
for mode in 1 2 3 4; do
  load_with quirk_mmap_mode=$mode udmabuf0=4096
  is "$(attribute udmabuf0 quirk_mmap_mode)" $mode "quirk_mmap_mode=$mode"
  unload
done

load_with udmabuf0=4096
is "$(attribute udmabuf0 quirk_mmap_mode)" $DEFAULT_MMAP_MODE "the default mmap mode is $DEFAULT_MMAP_MODE here"
