# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A program is killed while the driver empties a range for it: nothing stays taken.

. ./lib.sh

TRIES=8

# migrated: the pages that the kernel has moved, in MIGRATED. It starts no program.
migrated() {
  while read -r name value; do
    [ "$name" != pgmigrate_success ] || MIGRATED=$value
  done </proc/vmstat
}

# begin_and_kill: kills a program whose create has begun to move pages.
begin_and_kill() {
  migrated
  start=$MIGRATED
  echo "create killed $size quirk-mmap-page" >$MANAGER &
  while [ "$MIGRATED" = "$start" ] && kill -0 $! 2>/dev/null; do migrated; done
  kill -KILL $! 2>/dev/null
  wait $! 2>/dev/null
}

# files_are_intact: each is still the copy that it was.
files_are_intact() {
  for file in /tmp/full/*; do cmp "$file" /bin/busybox || return 1; done
}

load
free_kib=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
size=$((free_kib * 2048 / 5))
mkdir /tmp/full
mount -t tmpfs tmpfs /tmp/full
file_kib=$(du -k /bin/busybox | cut -f 1)
for i in $(seq $((free_kib / 3 / file_kib))); do cp /bin/busybox "/tmp/full/$i"; done
# What the kernel allocates once.
create killed $size quirk-mmap-page
delete killed
before=$(free_memory)
refused=0
for _ in $(seq $TRIES); do
  begin_and_kill
  if exists killed; then delete killed; else refused=$((refused + 1)); fi
done
echo "# $refused of $TRIES were killed in time"
true_that "some died while the range was emptied" [ $refused -gt 0 ]
true_that "what they took is free again" memory_is_back "$before" 1024
is "$(isolated_blocks)" 0 "no pageblock is left isolated"
true_that "files in memory are intact" files_are_intact
create after $size quirk-mmap-page
true_that "another program has as much" exists after
delete after
umount /tmp/full
rmdir /tmp/full
