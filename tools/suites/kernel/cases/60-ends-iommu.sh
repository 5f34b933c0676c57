# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A device does DMA into the first, a middle and the last page of large buffers, in every mode;
# behind an IOMMU where the machine has one (tools/suites/kernel/run --iommu). The largest have 1 GiB in
#
#   tools/suites/kernel/run amd64 --memory 2750M --append cma=0 --patience 4 '60-ends-iommu'

. ./lib.sh

sizes=0x4000000
[ "$(memory_mib)" -lt 1800 ] || sizes="$sizes 0x10000000 0x40000000"

load
# What it binds to is coherent, and known to its IOMMU.
modprobe uio_pci_generic
true_that "a driver binds to the parent" uio_bind $EDU

dma_at_ends() {
  edu-dma ends "$1" ends >/tmp/dma 2>&1 || { cat /tmp/dma && return 1; }
}

for size in $sizes; do
  for mode in off on auto page; do
    create ends "$size" bus=pci device=$EDU quirk-mmap-$mode
    true_that "DMA into the ends of $((size >> 20)) MiB, mmap mode $mode" dma_at_ends $EDU
    delete ends
  done
done

true_that "the driver unbinds" uio_unbind $EDU
unload_own uio_pci_generic
