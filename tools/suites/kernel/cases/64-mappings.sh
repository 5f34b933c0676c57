# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Mappings, in each mmap mode: what they show, what can be done with them, no faults.

. ./lib.sh

load
for mode in $MODES; do
  echo "# mmap mode $mode"
  create mapped 0x400000 "quirk-mmap-$mode"
  runs mappings mapped
  delete mapped
done

# Processes that map through a descriptor which stays open, and end.
create mapped 0x4000
left=$(mappers mapped 1000)
is_given_back "of 1000 processes that mapped and ended, the kernel keeps $left" [ "$left" -lt 200 ]
left=$(mappers mapped 1000 itself)
is_given_back "of 1000 mappings of one process, the kernel keeps $left objects" [ "$left" -lt 200 ]
delete mapped
