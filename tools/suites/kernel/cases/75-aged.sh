# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Large buffers in a machine that has been in use: files in the page cache, half of the memory
# anonymous, and small files with gaps between them. 100 times 256 MiB in
#
#   tools/suites/kernel/run amd64 --memory 2G --append cma=0 --patience 20 '75*'
#
# and with swap (--append vm.swap=yes); in others a short form.

. ./lib.sh

SCRATCH=/tmp/scratch
SMALL=/tmp/small
total=$(memory_mib)
if [ "$total" -gt 1800 ]; then
  size=256 tries=100 files=20000 tree=$((total / 6)) anonymous=$((total / 2))
else
  size=24 tries=3 files=300 tree=16 anonymous=$((total / 8))
fi

modprobe -a virtio_pci virtio_blk crc32c_generic ext4
mkdir $SCRATCH $SMALL
true_that "a real file system" mount -t ext4 /dev/vda $SCRATCH
mount -t tmpfs tmpfs $SMALL
if [ "$(boot_parameter vm.swap no)" = yes ]; then
  dd if=/dev/zero of=$SCRATCH/swap bs=1M count=300 2>/dev/null
  mkswap $SCRATCH/swap >/dev/null
  true_that "swap is on" swapon $SCRATCH/swap
fi
in_background aged $SCRATCH $tree $SMALL $files $anonymous
awk '/^(MemFree|MemAvailable|Cached|AnonPages|SwapFree):/ { print "# " $1, int($2 / 1024), "MiB" }' /proc/meminfo

load
made=0 wrong=''
for _ in $(seq $tries); do
  result=$(mgr "create aged $((size << 20)) quirk-mmap-page\n")
  case $result in
    ENOMEM) continue ;;
    *[!0-9]*) wrong="$wrong $result" && continue ;;
  esac
  made=$((made + 1))
  delete aged
done
echo "# $made of $tries buffers of $size MiB"
is "$wrong" "" "nothing but ENOMEM refuses one"
true_that "at least 95 of 100 are made" [ $((made * 100)) -ge $((tries * 95)) ]
true_that "files and memory are as they were" background_ends
is "$(isolated_blocks)" 0 "no pageblock is left isolated"
[ ! -e $SCRATCH/swap ] || swapoff $SCRATCH/swap
umount $SCRATCH $SMALL
rmdir $SCRATCH $SMALL
