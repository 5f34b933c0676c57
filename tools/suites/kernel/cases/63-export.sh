# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Parts of a buffer as dma-bufs: to map, to sync, and for another device to import.

. ./lib.sh

load
modprobe u-dma-buf-importer
for mode in $MODES; do
  echo "# mmap mode $mode"
  create export 50000 "quirk-mmap-$mode"
  runs exports export
  command_gives 14 'delete export' "mmap mode $mode: delete when nobody uses it any more"
done

# What an importer was given goes when it detaches.
create export 0x10000
left=$(attaches export 1000)
is_given_back "of 1000 attachments that ended, the kernel keeps $left objects" [ "$left" -lt 200 ]
delete export
rmmod u-dma-buf-importer
