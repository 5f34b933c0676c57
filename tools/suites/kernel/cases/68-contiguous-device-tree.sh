# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Page mode in contiguous memory that the kernel otherwise lends out (CMA), which pages must
# leave before they are held for long: in the machine of 67-device-tree.

. ./lib.sh

SCRATCH=/tmp/scratch

[ -e /proc/device-tree/dt-contiguous-page ] || skip "no nodes in the device tree"
load
modprobe -a virtio_pci virtio_blk crc32c_generic ext4
mkdir -p $SCRATCH
true_that "a real file system" mount -t ext4 /dev/vda $SCRATCH
runs timeout -s KILL 50 pinning dt-contiguous-page $SCRATCH/file lent
command_gives 26 'delete dt-contiguous-page' "delete when nothing is held any more"
umount $SCRATCH
