# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Deleting a buffer that is in use: refused, and not a byte is lost.

. ./lib.sh

load
modprobe u-dma-buf-importer

# busy WAY [OPTION…]: while another process holds the buffer so.
busy() {
  way=$1
  shift
  create held 0x10000 "$@"
  hold_start "$way" held

  command_gives EBUSY 'delete held' "delete while another process has it $way ($*)"
  command_gives EBUSY 'delete held' "and once more"
  true_that "the buffer is still there" exists held
  true_that "its node too" [ -c /dev/held ]
  command_gives EEXIST 'create held 4096' "its name is still taken"
  is "$(head -c 4 /dev/held | wc -c)" 4 "others can still open and read it"
  command_gives EBUSY 'delete held' "delete after another one has closed it"

  true_that "every byte survived while $way ($*)" hold_end
  command_gives 12 'delete held' "delete when nobody uses it any more"
  false_that "then it is gone" exists held
}

for way in opened mapped open-mapped exported export-mapped attached imported vmapped; do
  busy "$way"
  busy "$way" bus=pci device=$EDU
done
for mode in $MODES; do
  busy mapped "quirk-mmap-$mode"
  busy imported "quirk-mmap-$mode"
  busy vmapped "quirk-mmap-$mode"
done
busy pinned quirk-mmap-page

# A failing delete ends its write like any other failure.
create one 4096
create two 4096
exec 5</dev/two
is "$(mgr 'delete one\ndelete two\n' 'delete two\n' | tr '\n' ' ')" "11 EBUSY " "delete of two, one of them in use"
exec 5<&-
delete two
is "$(buffers)" "" "no buffer is left"
rmmod u-dma-buf-importer
