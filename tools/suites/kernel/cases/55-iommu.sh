# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The address of a buffer works in its parent's DMA engine, behind an IOMMU where the
# machine has one (tools/suites/kernel/run --iommu), or there is no buffer.

. ./lib.sh

load_with info_enable=3
modprobe uio_pci_generic
GROUP=/sys/bus/pci/devices/$EDU/iommu_group

dma_works() {
  edu-dma dma $EDU >/tmp/dma 2>&1
  dma_status=$?
  sed 's/^/# /' /tmp/dma
  [ $dma_status -eq 0 ] && grep -q 'halves are equal' /tmp/dma
}

# log_tells_domain DOMAIN OPTION…: creation of a buffer with the options logs it.
log_tells_domain() {
  domain=$1
  shift
  log_mark
  create domain 4096 "$@"
  is "$(log_since_mark | sed -n 's/.*iommu domain *= //p')" "$domain" "the log tells the domain ($*)"
  delete domain
}

log_names_iommu() {
  log_since_mark | grep "^u-dma-buf .*$EDU.*IOMMU"
}

# works_unless REFUSED WHEN: an arm64 kernel that is too old sets a device up for its IOMMU
# only when a driver binds.
works_unless() {
  log_mark
  result=$(mgr "create dma 0x3000 bus=pci device=$EDU\\n")
  if [ "$1" = yes ]; then
    is "$result" EIO "a parent $2: refused"
    true_that "and the log says why" log_names_iommu
  else
    true_that "a parent $2: the address works" dma_works
    delete dma
  fi
}

# refused_before MAJOR MINOR
refused_before() {
  if [ "$(uname -m)" = aarch64 ] && [ "$(boot_parameter vm.iommu no)" = yes ] &&
    ! kernel_is_at_least "$1" "$2"; then echo yes; else echo no; fi
}

if [ "$(boot_parameter vm.acpi no)" = yes ]; then
  true_that "the machine is described by ACPI" [ -e /sys/firmware/acpi/tables/IORT ]
fi
works_unless "$(refused_before 6 15)" "without a driver"
true_that "a driver binds to the parent" uio_bind $EDU
if [ "$(boot_parameter vm.iommu no)" = yes ]; then
  matches "$(cat $GROUP/type)" 'DMA(-FQ)?' "the parent is behind an IOMMU"
  log_tells_domain DMA bus=pci device=$EDU
else
  false_that "the parent is behind no IOMMU" [ -e $GROUP ]
  log_tells_domain none bus=pci device=$EDU
fi
log_tells_domain none

for mode in $MODES; do
  create dma 0x3000 bus=pci device=$EDU "quirk-mmap-$mode"
  true_that "DMA, mmap mode $mode" dma_works
  delete dma
done

# More than the lowest page table of an IOMMU maps.
for mode in $MODES; do
  create large 0x300000 bus=pci device=$EDU "quirk-mmap-$mode"
  hold_start mapped large
  true_that "3 MiB by mapping, mmap mode $mode" hold_end
  delete large
done

# has_blocks_of SIZE: does the page allocator have memory by so much? 32-bit ARM's does.
has_blocks_of() {
  [ $((4096 << $(awk '{ print NF - 5; exit }' /proc/buddyinfo))) -ge $(($1)) ]
}

# More than the page allocator has in one piece, on most machines. Behind an IOMMU pages from anywhere will do, where
# the kernel can (5.13) and the memory need not be mapped past the caches.
without_iommu=$(if has_blocks_of 0x800000; then echo pages; else echo 'range|dma'; fi)
source_of_large() {
  if [ "$(boot_parameter vm.iommu no)" = no ]; then
    echo "$without_iommu"
  elif [ "$1" = off ] && [ "$(attribute large dma_coherent)" = 0 ]; then
    echo dma
  elif kernel_is_at_least 5 13; then
    echo scattered
  else
    echo "$without_iommu"
  fi
}

modprobe u-dma-buf-importer
for mode in off on auto page; do
  create large 0x500000 bus=pci device=$EDU quirk-mmap-$mode
  matches "$(attribute large memory_source)" "$(source_of_large $mode)" "5 MiB, mmap mode $mode: the source"
  runs mappings large
  delete large
  create large $((0x500000 - 100)) bus=pci device=$EDU quirk-mmap-$mode
  runs exports large
  delete large
done

# What is held stays when the parent's driver goes, and nobody waits.
for way in imported pinned; do
  create large 0x500000 bus=pci device=$EDU quirk-mmap-page
  hold_start $way large
  holder_keeps "the parent's driver unbinds while 5 MiB are $way" uio_unbind $EDU
  false_that "the buffer is gone" exists large
  true_that "a driver binds to the parent again" uio_bind $EDU
done
rmmod u-dma-buf-importer

# The other way round: a device behind the IOMMU uses a buffer whose parent is not.
modprobe u-dma-buf-importer pci=$EDU
for mode in $MODES; do
  create shared 0x300000 "quirk-mmap-$mode"
  hold_start imported shared
  true_that "3 MiB by import, mmap mode $mode" hold_end
  delete shared
done
rmmod u-dma-buf-importer

true_that "the driver unbinds" uio_unbind $EDU
works_unless "$(refused_before 6 12)" "whose driver is gone"

# An IOMMU that lets every address pass. The kernel changes a domain between two drivers.
if [ "$(boot_parameter vm.iommu no)" = yes ]; then
  type=$(cat $GROUP/type)
  true_that "the domain can be changed" write_to $GROUP/type identity
  uio_bind $EDU
  log_tells_domain identity bus=pci device=$EDU
  for mode in $MODES; do
    create dma 0x3000 bus=pci device=$EDU "quirk-mmap-$mode"
    true_that "DMA, identity domain, mmap mode $mode" dma_works
    delete dma
  done
  uio_unbind $EDU
  true_that "and back, for other tests" write_to $GROUP/type "$type"
fi
unload_own uio_pci_generic
