# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Nodes of a device tree on a kernel for PCs, by the module u-dma-buf-nodes, which can take
# them away. What they mean is 67-device-tree's to test, in a machine that has a device tree.

. ./lib.sh

TREE=/lib/device-trees/buffers.dtb
DRIVER=/sys/bus/platform/drivers/u-dma-buf

[ -e $TREE ] || skip "no device tree to apply nodes to"
load

log_mark
modprobe u-dma-buf-nodes tree=$TREE
all=$(buffers)
true_that "there are bad nodes and odd ones" [ "$(strings $TREE | grep -cE '^bad-|^odd-[a-z-]*$')" -ge 10 ]
# Nor for want of the memory that it is to be in: such a machine reserves none.
for node in dt-disabled dt-private dt-contiguous $(strings $TREE | grep '^bad-'); do
  false_that "no buffer for $node" exists "$node"
done
is "$(log_since_mark | grep -oE ' bad-[^ ]*: ' | sort -u | wc -l)" "$(strings $TREE | grep -c '^bad-')" \
  "the log says of each that is bad why"
for node in $(strings $TREE | grep -x 'odd-[a-z-]*'); do
  true_that "a buffer for $node all the same" exists "$node"
  is "$(log_since_mark | grep -c " $node: .*the default is used")" 1 "the log says of $node what is wrong"
done
is "$(attribute dt-sync sync_mode) $(attribute dt-sync sync_offset)" "6 0x1000" "dt-sync is as its node says"
is "$(attribute dt-page quirk_mmap_mode)" 4 "so is dt-page"
matches "$(cat $CLASS/dt-named/dev)" '[0-9]+:300' "so is dt-named"
is "$(attribute udmabuf301 size)" 4096 "a buffer without a name has that of its minor number"
runs file-operations dt-named

command_gives 16 'delete dt-plain' "the manager deletes one"
false_that "it is gone" exists dt-plain
create dt-plain 4096
false_that "its device cannot be bound while its name is in use" write_to $DRIVER/bind dt-plain
matches "$(log_since_mark | grep 'dt-plain: ' | tail -n 1)" '.* already in use, .*' "for that reason"
delete dt-plain
true_that "and can when the name is free" write_to $DRIVER/bind dt-plain
is "$(buffers)" "$all" "then all are there"

true_that "the nodes go" rmmod u-dma-buf-nodes
is "$(buffers)" "" "and their buffers with them"
unload
modprobe u-dma-buf-nodes tree=$TREE
load
is "$(buffers)" "$all" "nodes that were there before the driver get theirs"
unload
load_with udmabuf0=8192 udmabuf3=4096
is "$(attribute udmabuf0 size) $(attribute udmabuf3 size)" "8192 4096" "so do the parameters"
is "$(buffers | grep -vx 'udmabuf[03]')" "$all" "and no node loses its buffer to them"
unload
rmmod u-dma-buf-nodes
