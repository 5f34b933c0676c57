# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Many buffers, by one process and by eight at once: all go, and so does their memory.

. ./lib.sh

SIZE=0x4000
COUNT=200
# What the page allocator and the slab caches may keep for themselves, in KiB. A leak of
# the buffers would be 3200, of one page per buffer 800.
TOLERANCE=400

load

# churn NAME FIRST LAST: makes the buffers NAME<n>, then deletes them.
churn() {
  for number in $(seq "$2" "$3"); do create "$1$number" $SIZE; done
  [ "$1" = solo ] || rendezvous
  for number in $(seq "$2" "$3"); do delete "$1$number"; done
}

# Everybody's buffers are there at the same time.
rendezvous() {
  echo here >>/tmp/arrived
  until [ "$(wc -l </tmp/arrived)" -ge 8 ]; do usleep 100000; done
}

by_one() {
  churn solo 1 $COUNT
}

by_eight() {
  : >/tmp/arrived
  for process in 1 2 3 4 5 6 7 8; do
    churn "p$process-" 1 $((COUNT / 8)) &
  done
  wait
}

# The same names for all: every command ends, one way or another.
by_eight_fighting() {
  for process in 1 2 3 4 5 6 7 8; do
    for number in $(seq 1 $((COUNT / 8))); do
      mgr "create fought-$((number % 3)) $SIZE\\n" "delete fought-$((number % 3))\\n"
    done >/tmp/fight-$process &
  done
  wait
}

free_memory() {
  sync
  echo 3 >/proc/sys/vm/drop_caches
  sleep 1
  sed -n 's/^MemFree: *\([0-9]*\) kB/\1/p' /proc/meminfo
}

slab_memory() {
  sed -n 's/^Slab: *\([0-9]*\) kB/\1/p' /proc/meminfo
}

measure() {
  free=$(free_memory)
  slab=$(slab_memory)
}

# keeps_memory WHAT COMMAND: what the command takes it gives back. The kernel frees some
# things late, so a difference counts only if it shows itself three times running.
keeps_memory() {
  for _ in 1 2 3; do
    free_before=$free slab_before=$slab
    "$2"
    measure
    echo "# $1: free memory $free_before to $free KiB, slab $slab_before to $slab KiB"
    [ $((free_before - free)) -gt $TOLERANCE ] || [ $((slab - slab_before)) -gt $TOLERANCE ] || break
  done
  true_that "$1: free memory is the same" [ $((free_before - free)) -le $TOLERANCE ]
  true_that "$1: the slab caches are the same" [ $((slab - slab_before)) -le $TOLERANCE ]
  is "$(buffers)" "" "$1: no buffer is left"
  is "$(platform_buffers)" "" "$1: no platform device is left"
}

for number in $(seq 1 $COUNT); do create "all$number" $SIZE; done
is "$(buffers | wc -l)" $COUNT "$COUNT buffers at once"
is "$(cat $CLASS/*/dev | sort -u | wc -l)" $COUNT "each has a minor of its own"
is "$(cat $CLASS/*/phys_addr | sort -u | wc -l)" $COUNT "each has an address of its own"
for number in $(seq 1 $COUNT); do delete "all$number"; done

# As many as ikwzm's driver can have stand below their platform devices; for more, the driver
# core's search for the directory of each would be felt.
MANY=260
for number in $(seq 0 $((MANY - 1))); do create "all$number" 4096; done
is "$(readlink -f $CLASS/all255)" "/sys/devices/platform/$(parent_of all255)/u-dma-buf/all255" \
  "minor 255 stands below its platform device"
is "$(readlink -f $CLASS/all256)" /sys/devices/virtual/u-dma-buf/all256 "minor 256 does not"
matches "$(parent_of all256)" 'u-dma-buf\.[0-9]+\.auto' "and has a parent all the same"
for number in $(seq 0 $((MANY - 1))); do delete "all$number"; done

# The first round fills the kernel's caches.
by_eight
measure
keeps_memory "$COUNT by one" by_one
keeps_memory "$COUNT by eight at once" by_eight
keeps_memory "eight over three names" by_eight_fighting
matches "$(cat /tmp/fight-* | sort -u | tr '\n' ' ')" '([0-9]+ )+(EBUSY )?(EEXIST )?(ENOENT )?' \
  "eight over three names: each command was done, or refused for what the others did"
