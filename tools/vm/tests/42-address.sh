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

# There is room where a buffer of the same size has just been.
create first $SIZE quirk-mmap-page
address=$(hex "$(attribute first phys_addr)")
delete first
echo "# room at $address"

for mode in off on auto page; do
  if [ $mode = off ] && [ $COHERENT = 0 ]; then
    refused EOPNOTSUPP "create second $SIZE address=$address quirk-mmap-off" \
      'no memory at an address in this mmap mode, use quirk-mmap-on'
    continue
  fi
  create first $SIZE address="$address" quirk-mmap-$mode
  is "$(hex "$(attribute first phys_addr)")" "$address" "mode $mode: it lies there"
  is "$(attribute first size)" $((SIZE)) "and has its size"
  delete first
done

# Any page can be the first, and any the last.
odd=$(hex "$address + 3 * $PAGE")
create first 0x11000 address="$odd"
is "$(hex "$(attribute first phys_addr)")" "$odd" "from the fourth page of a block on"
mappings first || fail "mappings runs to its end" "status $?"
delete first
decimal=$(printf '%d' "$odd")
create first $PAGE address=$decimal
is "$(hex "$(attribute first phys_addr)")" "$odd" "the address in decimal"
delete first

# For a device.
create first 0x2000 bus=pci device=$EDU address="$odd"
is "$(hex "$(attribute first phys_addr)")" "$odd" "the device is told of the same address"
true_that "DMA to it and from it" edu-dma first $EDU
delete first

# Whose it is.
create first $SIZE address="$address"
for other in "$address" "$odd" "$(hex "$address + $SIZE - $PAGE")"; do
  refused EBUSY "create second 0x2000 address=$other" 'memory at this address is in use and cannot be moved away'
done
log_mark
refused EBUSY "create second 0x2000 address=$(hex "$address - $PAGE")" \
  'memory at this address is in use and cannot be moved away'
matches "$(log_since_mark | grep 'cannot lie')" '.*second: cannot lie at 0x[0-9a-f]+: memory in use that cannot be moved away.*' \
  "the log says so too"
delete first
create first $SIZE address="$address"
delete first

for kind in code data; do
  kernel=0x$(sed -n "s/^ *\([0-9a-f]*\)-.* : Kernel $kind$/\1/p" /proc/iomem)
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
fi
# More than others could spare.
total_kib=$(awk '/^MemTotal/ { print $2 }' /proc/meminfo)
matches "$(mgr "create second $((total_kib * 1024)) address=$RAM\\n")" 'EACCES|ENXIO' "not all of the RAM"

# in_use: how many pages of the place files have: in 8 bytes for each its flags, of which 5 is LRU.
in_use() {
  dd if=/proc/kpageflags bs=8 skip=$((address / PAGE)) count=$((SIZE / PAGE)) 2>/dev/null | od -A n -v -t x8 -w8 |
    awk '{ if (substr($1, 15, 1) ~ /[2367abef]/) n++ } END { print n + 0 }'
}
free_kib=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
filled=$((free_kib * 2 / 3))
mkdir /tmp/full
mount -t tmpfs -o size=$((filled * 2))k tmpfs /tmp/full
head -c $((filled * 1024)) /dev/urandom >/tmp/full/file
sum=$(md5sum </tmp/full/file)
pages=$(in_use)
true_that "a file has pages there: $pages" [ "$pages" -gt 0 ]
create first $SIZE address="$address"
is "$(hex "$(attribute first phys_addr)")" "$address" "what files have is moved away"
is "$(md5sum </tmp/full/file)" "$sum" "and intact"
delete first
umount /tmp/full
rmdir /tmp/full
is "$(buffers)" "" "no buffer is left"
