# shellcheck shell=dash disable=SC2016 # $argN are the tracer's words
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Buffers of more than the page allocator gives at once: from contiguous memory (CMA), or
# from a range of free and movable memory. In
#
#   tools/suites/kernel/run armhf --memory 2G --append cma=64M '72*'
#
# CMA is in highmem.

. ./lib.sh

SIZE=0x500000
cma=$(awk '/^CmaTotal/ { print $2 }' /proc/meminfo)
echo "# CMA: ${cma:-0} KiB, highmem: $(awk '/^HighTotal/ { print $2 }' /proc/meminfo) KiB"

load
modprobe u-dma-buf-importer
# auto is one of the first two.
for mode in off on page; do
  # Past the caches, only the DMA API has memory.
  if [ $mode = off ] && [ "${cma:-0}" -lt 32768 ] && [ $COHERENT = 0 ]; then continue; fi
  echo "# mmap mode $mode"
  create big $SIZE quirk-mmap-$mode
  is "$(attribute big size)" $((SIZE)) "it has its size"
  runs mappings big
  delete big
  create big $((SIZE - 100)) quirk-mmap-$mode
  runs exports big
  delete big
done
rmmod u-dma-buf-importer

TRACING=/sys/kernel/tracing
# That kernel's trace buffer takes nothing from probes.
if [ "$(uname -m)" = riscv64 ]; then TRACED=false; else TRACED=true; fi

# trace_takes: of each range that the kernel is asked for, its first page and the one behind it.
trace_takes() {
  mount -t tracefs tracefs $TRACING
  function=$(sed -nE 's/.* [tT] (alloc_contig_range(_noprof)?)$/\1/p' /proc/kallsyms)
  case $(uname -m) in
    arm*) arguments='start=%r0:u32 end=%r1:u32' ;;
    *) arguments='start=$arg1:u64 end=$arg2:u64' ;;
  esac
  echo "p:contig/take $function $arguments" >$TRACING/kprobe_events ||
    fail "tracing of ${function:-alloc_contig_range}" "$(tail -n 3 $TRACING/error_log)"
  write_to $TRACING/events/contig/enable 1
}

# takes_are_short: the kernel sets what it gives to zero without a pause. Of 5 GiB at a time it says "soft lockup".
takes_are_short() {
  write_to $TRACING/events/contig/enable 0
  sed -nE 's/.*start=([0-9]+) end=([0-9]+).*/\1 \2/p' $TRACING/trace >/tmp/takes
  true_that "the kernel is asked for more than one range" [ "$(wc -l </tmp/takes)" -gt 1 ]
  # A multiple of 64 MiB is 16384 pages.
  is "$(awk 'int($1 / 16384) != int(($2 - 1) / 16384)' /tmp/takes)" '' "none goes over a multiple of 64 MiB"
  : >$TRACING/kprobe_events
  umount $TRACING
}

# Pages that programs and files have are moved out of the way, and keep what they hold.
free_kib=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
filled=$((free_kib / 4)) wanted=$((free_kib * 1024 / 3))
mkdir /tmp/full
mount -t tmpfs -o size=$((filled * 2))k tmpfs /tmp/full
head -c $((filled * 1024)) /dev/urandom >/tmp/full/file
sum=$(sha256sum </tmp/full/file)
if $TRACED; then trace_takes; fi
create big $wanted quirk-mmap-page
if $TRACED; then takes_are_short; fi
is "$(attribute big size)" $wanted "a third of what is available, in one piece"
is "$(sha256sum </tmp/full/file)" "$sum" "files in memory are intact"
delete big
umount /tmp/full
rmdir /tmp/full

# Others need memory too: nothing is taken that leaves them none.
command_gives ENOMEM "create big $((free_kib * 1024)) quirk-mmap-page"
true_that "a program still runs" cat /proc/meminfo

# A size that the architecture's words do not hold.
if [ -n "$IS_32_BIT" ]; then
  command_gives EOVERFLOW 'create huge 0x100000000'
  command_gives EOVERFLOW 'create huge 0x100001000'
  command_gives EOVERFLOW 'create huge size=0xffffffffffffffff'
  command_gives ENOMEM 'create huge 0xf0000000'
  false_that "there is no such buffer" exists huge
fi
unload
