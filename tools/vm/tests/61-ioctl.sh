# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The ioctls, called by the machine's own programs and, where it runs them, by 32-bit ones.

. ./lib.sh

load
for program in $(cd /usr/bin && ls ioctls ioctls-32 2>/dev/null); do
  for mode in off on; do
    echo "# $program, mmap mode $mode"
    create ioctl 100000 quirk-mmap-$mode
    $program ioctl || fail "$program runs to its end" "status $?"
    delete ioctl
  done
done
