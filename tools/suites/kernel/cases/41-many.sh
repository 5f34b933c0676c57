# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Many buffers, by one process and by eight at once: all go, and so does their memory.

. ./lib.sh

SIZE=0x4000
COUNT=200
# As many of an object that is lost with each buffer stand out from those that the slab caches keep at hand: as many as
# fit in a page, for each CPU.
ROUNDS=10
# What the page allocator may keep for itself, in KiB. A leak of the buffers would be 3200, of one page per buffer
# 800.
TOLERANCE=400

load

# churn NAME FIRST LAST: makes the buffers NAME<n>, then deletes them.
churn() {
  for number in $(seq "$2" "$3"); do create "$1$number" $SIZE; done
  case $1 in p*) rendezvous ;; esac
  for number in $(seq "$2" "$3"); do delete "$1$number"; done
}

# Everybody's buffers are there at the same time.
rendezvous() {
  echo here >>/tmp/arrived
  until [ "$(wc -l </tmp/arrived)" -ge 8 ]; do usleep 100000; done
}

# Another name for every buffer: the manager could find an entry of its account again by the name.
by_one() {
  round=$((${round-0} + 1))
  churn "solo$round-" 1 $COUNT
}

# The manager goes, and the buffers stay.
left_by_manager() {
  for number in $(seq $COUNT); do create "left$number" 4096; done
  rmmod u-dma-buf-mgr
  modprobe u-dma-buf-mgr
  for number in $(seq $COUNT); do delete "left$number"; done
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

# keeps_nothing WHAT COMMAND: what the command takes it gives back.
keeps_nothing() {
  free=$(free_memory)
  "$2"
  true_that "$1: free memory is the same" memory_is_back "$free" $TOLERANCE
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
keeps_nothing "$COUNT by one" by_one
slab_objects /tmp/objects-before
for _ in $(seq $ROUNDS); do by_one; done
is_given_back "no slab cache has gained an object for each of $((ROUNDS * COUNT)) buffers" \
  objects_are_back /tmp/objects-before $((ROUNDS * COUNT * 3 / 4))
slab_objects /tmp/objects-before
for _ in $(seq $ROUNDS); do left_by_manager; done
is_given_back "nor for each of those that stayed when the manager went" \
  objects_are_back /tmp/objects-before $((ROUNDS * COUNT * 3 / 4))
keeps_nothing "$COUNT by eight at once" by_eight
keeps_nothing "eight over three names" by_eight_fighting
matches "$(cat /tmp/fight-* | sort -u | tr '\n' ' ')" '([0-9]+ )+(EBUSY )?(EEXIST )?(ENOENT )?' \
  "eight over three names: each command was done, or refused for what the others did"
