# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Buffers at a physical address (address=), and what may be in their way.

. ./lib.sh

SIZE=0x800000
PAGE=0x1000
RAM=$(sed -n 's/^\([0-9a-f]*\)-.* : System RAM$/0x\1/p' /proc/iomem | tail -n 1)

# hex NUMBER
hex() {
  printf '0x%x\n' "$(($1))"
}

# refused ERRNO COMMAND REASON: the column is that of the address.
refused() {
  before=${2%%address=*}address=
  answered "error $1 create second column=$((${#before} + 1)): $3" "$2" "$1: $2"
}

load

# Two thirds of what is free.
pages=$(($(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) / 6))
mkdir /tmp/full
mount -t tmpfs -o size=$((pages * 8))k tmpfs /tmp/full
true_that "a file has two thirds of what is free" numbered write /tmp/full/file $pages

# lies_at ADDRESS WHAT
lies_at() {
  is "$(hex "$(attribute first phys_addr)")" "$1" "$2"
}

# room OFFSET SIZE [OPTION…]: has the buffer first where a file has all of the memory. (Free memory
# is no such place: the kernel may take a page of it meanwhile that cannot be moved.)
room() {
  address=$(hex "$(files-run $((RAM / PAGE)) $((SIZE / PAGE))) * $PAGE + $1")
  size=$2
  shift 2
  echo "# at $address"
  create first "$size" address="$address" "$@"
}

for mode in off on auto page; do
  if [ $mode = off ] && [ $COHERENT = 0 ]; then
    refused EOPNOTSUPP "create second $SIZE address=0x50000000 quirk-mmap-off" \
      'no memory at an address in this mmap mode, use quirk-mmap-on'
    continue
  fi
  log_mark
  room 0 $SIZE quirk-mmap-$mode
  is "$(log_since_mark | grep cannot)" '' "the log does not complain of it"
  lies_at "$address" "mode $mode: it lies there"
  is "$(attribute first size)" $((SIZE)) "and has its size"
  delete first
done

# Any page can be the first, and any the last.
room "3 * $PAGE" 0x11000
lies_at "$address" "from the fourth page of a block on"
runs mappings first
delete first

# For a device.
room "5 * $PAGE" 0x2000 bus=pci device=$EDU
lies_at "$address" "the device is told of the same address"
true_that "DMA to it and from it" edu-dma first $EDU
delete first

# Whose it is.
room 0 $SIZE
odd=$(hex "$address + 3 * $PAGE")
# (What lies behind it is perhaps reserved, which is another reason.)
last=$(hex "$address + $SIZE - 2 * $PAGE")
for other in "$address" "$odd" "$last"; do
  refused EBUSY "create second 0x2000 address=$other" 'memory at this address is in use and cannot be moved away'
done
log_mark
refused EBUSY "create second 0x2000 address=$last" \
  'memory at this address is in use and cannot be moved away'
matches "$(log_since_mark | grep 'cannot lie')" '.*second: cannot lie at 0x[0-9a-f]+: memory in use that cannot be moved away.*' \
  "the log says so too"
delete first

# (32-bit ARM frees the page where the code begins, arm64 that where the data end.)
code=0x$(sed -n 's/^ *[0-9a-f]*-\([0-9a-f]*\) : Kernel code$/\1/p' /proc/iomem)
data=0x$(sed -n 's/^ *\([0-9a-f]*\)-.* : Kernel data$/\1/p' /proc/iomem)
for kernel in "$code" "$data"; do
  refused EACCES "create second $PAGE address=$(hex "$kernel / $PAGE * $PAGE")" 'memory at this address is reserved'
done

# Where there is no RAM: devices, above all of it, and across its end.
case $(uname -m) in
  x86_64) devices=0xfee00000 ;;
  *) devices=0x9000000 ;;
esac
refused ENXIO "create second $PAGE address=$devices" 'no RAM at this address'
refused ENXIO "create second $PAGE dma-mask=64 address=0x8000000000" 'no RAM at this address'
refused ENXIO "create second $PAGE dma-mask=64 address=0xfffffffffffff000" 'no RAM at this address'
refused ENXIO "create second 0x2000 dma-mask=64 address=0xfffffffffffff000" 'no RAM at this address'
refused EINVAL "create second $PAGE address=$(hex "$address + 16")" 'address not a multiple of the page size'
refused EINVAL "create second $PAGE address=0xffffffffffffffff" 'address not a multiple of the page size'
# Other machines have no memory below what so narrow a mask reaches.
if [ $((RAM)) -lt $((0x1000000)) ]; then
  refused ERANGE "create second $PAGE dma-mask=24 address=$address" 'address beyond what the device reaches'
  refused ERANGE "create second 0x2000 dma-mask=24 address=0xfff000" 'address beyond what the device reaches'
  create first $PAGE dma-mask=24 address=0xfff000
  lies_at 0xfff000 "the last page that the device reaches"
  delete first
fi
# More than others could spare.
total_kib=$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)
matches "$(mgr "create second $((total_kib * 1024)) address=$RAM\\n")" 'EACCES|ENXIO' "not all of the RAM"

true_that "what was moved away is intact" numbered check /tmp/full/file $pages
umount /tmp/full
rmdir /tmp/full
is "$(buffers)" "" "no buffer is left"
