# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Creating, using and deleting buffers of memory from anywhere, which an IOMMU makes one piece of for the device, while
# every allocation fails once.

. ./lib.sh

needs_faults
[ "$(boot_parameter vm.iommu no)" = yes ] || skip "no IOMMU"

load
modprobe u-dma-buf-importer
for options in quirk-mmap-page quirk-mmap-on; do
  free=$(free_memory)
  faulty create faulty "$options size=0x600000 bus=pci device=$EDU"
  # kmemleak does not know pages.
  true_that "$options: the memory of buffers that were not made is free" memory_is_back "$free" 8192
  create faulty 0x600000 "$options" bus=pci device=$EDU
  is "$(attribute faulty memory_source)" scattered "$options: its pages are from anywhere"
  for call in map attach; do
    faulty $call faulty "$options"
  done
  delete faulty
done
rmmod u-dma-buf-importer
is "$(buffers)" "" "no buffer is left"
