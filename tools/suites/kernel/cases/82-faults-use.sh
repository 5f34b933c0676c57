# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Using a buffer while every allocation fails once, and every copy from and to the user.

. ./lib.sh

needs_faults

load
modprobe u-dma-buf-importer
for options in quirk-mmap-off quirk-mmap-on quirk-mmap-page "bus=pci device=$EDU"; do
  create faulty 0x5000 "$options"
  for call in open map ioctls export export-map export-sync attach import; do
    faulty $call faulty "$options"
  done
  # No use of it is left.
  delete faulty
done
rmmod u-dma-buf-importer
