# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What is done over and over: uses of a buffer, buffers of other kinds than 41-many makes, and creates that are
# refused. Each gives back what it takes.

. ./lib.sh

# kmemleak finds a single one. Without it, a count must stand out from the slabs that the CPUs have for themselves, of
# up to 512 objects each.
if has_kmemleak; then COUNT=50; else COUNT=1000; fi

# Thousands of lines would take the place of what other tests have left in the log.
load_with info_enable=0
create used 0x4000

opened() {
  : <"/dev/used"
}

# Its object is there when it is found that there is no memory at this address.
refused() {
  ! echo 'create refused 0x4000 dma-mask=64 address=0x8000000000' >"$MANAGER" || fail 'a create without memory is refused'
} 2>/dev/null

temporary() {
  echo 'create temporary 4096 temporary' >"$MANAGER"
}

on_a_parent() {
  create parented 4096 bus=pci device=$EDU
  delete parented
}

# It has the references of a file, and of a delete that is refused.
opened_once() {
  echo 'create once 4096' >"$MANAGER"
  exec 3</dev/once
  ! echo 'delete once' >"$MANAGER" || fail 'a delete while it is open is refused'
  exec 3<&-
  echo 'delete once' >"$MANAGER"
} 2>/dev/null

# A name that no other create has asked for: its entry would be found again.
count=0
in_the_way() {
  count=$((count + 1))
  : >/dev/way$count
  ! echo "create way$count 4096" >"$MANAGER" || fail 'a create is refused whose name is in /dev'
  rm /dev/way$count
} 2>/dev/null

no_object_stays $COUNT "files that were opened" opened
no_object_stays $COUNT "buffers that were opened, and not deleted meanwhile" opened_once
no_object_stays $COUNT "creates that were refused" refused
no_object_stays $COUNT "creates whose name was in /dev" in_the_way
no_object_stays $COUNT "temporary buffers" temporary
no_object_stays $COUNT "buffers on a device of another driver" on_a_parent

slab_objects /tmp/objects-before
mapped=$COUNT
mappers used $mapped >/tmp/mm-structs
is_given_back "nor for each of $mapped processes that mapped" objects_are_back /tmp/objects-before $((mapped * 3 / 4))

slab_objects /tmp/objects-before
true_that "$COUNT processes map a buffer and unbind it" \
  revoked used /sys/bus/platform/drivers/u-dma-buf "$(parent_of used)" $COUNT
is_given_back "no slab cache has gained an object for each of them" objects_are_back /tmp/objects-before $((COUNT * 3 / 4))

# The memory that is given first lies higher. Not every machine has any that is this low.
low() {
  echo 'create low 0x10000 dma-mask=24' >"$MANAGER" && delete low
} 2>/dev/null

if [ "$(uname -m)" = x86_64 ]; then
  true_that "a buffer below 16 MiB" low
  free=$(free_memory)
  for _ in $(seq 256); do low; done
  true_that "the memory that was not low enough is free again" memory_is_back "$free" 8192
fi

# Of a block of 32 pages 15 are given back at once.
split() {
  create split 0x11000 quirk-mmap-page
  delete split
}

free=$(free_memory)
for _ in $(seq 256); do split; done
true_that "the rest of the block that a buffer is a part of is free again" memory_is_back "$free" 8192

# The memory of a buffer that somebody imported is the buffer's again.
imported() {
  create large 0x800000 "quirk-mmap-$1"
  attaches large 1 >/tmp/kept
  delete large
}

delete used
modprobe u-dma-buf-importer
for mode in $MODES; do
  imported "$mode"
  free=$(free_memory)
  for _ in 1 2 3 4; do imported "$mode"; done
  true_that "mmap mode $mode: the memory of buffers that were imported is free again" memory_is_back "$free" 8192
done
rmmod u-dma-buf-importer
