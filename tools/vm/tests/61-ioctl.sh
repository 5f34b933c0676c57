# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The ioctls, called by 64-bit and by 32-bit programs.

. ./lib.sh

load
for program in ioctls ioctls-32; do
  for mode in off on; do
    echo "# $program, mmap mode $mode"
    create ioctl 100000 quirk-mmap-$mode
    $program ioctl || echo "# $program: status $?"
    delete ioctl
  done
done
