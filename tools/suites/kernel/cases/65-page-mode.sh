# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Page mode: I/O that holds a buffer's own pages, with CMA and without (cma=0).

. ./lib.sh

SCRATCH=/tmp/scratch

echo "# $(grep CmaTotal /proc/meminfo || echo "no CMA")"
modprobe -a virtio_pci virtio_blk crc32c_generic ext4
mkdir $SCRATCH
true_that "a real file system" mount -t ext4 /dev/vda $SCRATCH

load
# page_mode SIZE
page_mode() {
  echo "# a buffer of $1 bytes"
  create paged "$1" quirk-mmap-page
  runs timeout -s KILL 50 pinning paged $SCRATCH/file
  command_gives 13 'delete paged' "delete when nothing is held any more"
}

# 4 MiB are two blocks where the kernel maps such. The last is more than the page allocator has in
# one piece (8 MiB on 32-bit ARM).
for size in 0x10000 0x7000 0x100000 0x400000 0x900000; do page_mode $size; done

umount $SCRATCH
