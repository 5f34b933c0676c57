# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Creating and deleting a buffer, unbinding it and back, while every allocation fails once.

. ./lib.sh

needs_faults

# With the old path of the class, a buffer has a link more.
load_with class_udmabuf=1
faulty open u-dma-buf-mgr
for options in quirk-mmap-off quirk-mmap-on quirk-mmap-page "bus=pci device=$EDU"; do
  faulty create faulty "$options"
done
# More than the page allocator has in one piece, so a range is emptied. kmemleak does not know pages.
free=$(free_memory)
faulty create faulty "quirk-mmap-page size=0x600000"
faulty delete faulty
true_that "the memory of buffers that were not made is free" memory_is_back "$free" 8192
faulty bind faulty
delete faulty
faulty unbind faulty
# Its device is still there, and goes with the module.
faulty refused faulty
faulty answer faulty
is "$(buffers)" "" "no buffer is left"
