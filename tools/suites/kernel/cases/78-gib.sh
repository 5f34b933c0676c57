# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A mapping by whole GiB, which x86 has an entry for, on Linux 6.12 and newer:
#
#   tools/suites/kernel/run amd64 --kernel trixie --memory 8G --append cma=0 '78*'
#
# In a smaller machine no whole GiB that begins at a multiple of one is free.

. ./lib.sh

GIB=0x40000000

[ "$(memory_mib)" -gt 7500 ] || skip "a machine with less than 8 GiB"

load
for mode in off on; do
  create mapped $GIB dma-mask=40 quirk-mmap-$mode
  is $(($(attribute mapped phys_addr) % GIB)) 0 "a buffer of 1 GiB begins at a multiple of its size"
  runs blocks mapped whole
  delete mapped
done
