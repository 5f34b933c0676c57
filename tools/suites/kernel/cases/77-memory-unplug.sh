# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A block of memory in which a buffer lies cannot be taken from the machine, and can be when the
# buffer is gone:
#
#   tools/suites/kernel/run amd64 --dimm '77*'
#
# has memory that can be unplugged. Other machines have at most the first half of that.

. ./lib.sh

BLOCKS=/sys/devices/system/memory

# A buffer that fills a block, wherever it begins.
[ -e $BLOCKS/block_size_bytes ] || skip "this kernel cannot give memory away"
load
block_size=$((0x$(cat $BLOCKS/block_size_bytes)))
size=$((2 * block_size))
[ "$(boot_parameter vm.dimm no)" = yes ] || size=$((0x2000000))
create plugged $size dma-mask=40 quirk-mmap-page
address=$(($(attribute plugged phys_addr)))
block=$BLOCKS/memory$(((address + size - 1) / block_size))
[ "$(boot_parameter vm.dimm no)" = no ] || block=$BLOCKS/memory$(((address + block_size - 1) / block_size))
echo "# the buffer is at $(attribute plugged phys_addr), in $block: $(cat "$block/state"), $(cat "$block/valid_zones")"
hold_start mapped plugged
is "$(write-file "$block/state" offline)" EBUSY "the block is not given away"
is "$(cat "$block/state")" online "it is still online"
true_that "every byte survived" hold_end
delete plugged
if [ "$(boot_parameter vm.dimm no)" = yes ]; then
  true_that "without the buffer it is" write_to "$block/state" offline
  is "$(cat "$block/state")" offline "it is offline"
  create plugged $size dma-mask=40 quirk-mmap-page
  false_that "a buffer finds other memory" [ $(($(attribute plugged phys_addr))) = $address ]
  delete plugged
  true_that "the block can come back" write_to "$block/state" online_kernel
fi
