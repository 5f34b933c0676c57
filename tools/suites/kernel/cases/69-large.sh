# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A buffer of 5 GiB, in a machine that has contiguous memory for it:
#
#   tools/suites/kernel/run arm64 --memory 10G --device-tree large '69*'
#
# or so much free memory that a range can be emptied for it:
#
#   tools/suites/kernel/run amd64 --memory 14G '69*'
#
# In others there is none, and nothing that is smaller than it should be.

. ./lib.sh

SIZE=0x140000000

load
modprobe u-dma-buf-importer
available=$(awk '/^MemAvailable/ { print $2 }' /proc/meminfo)
if [ ! -e /proc/device-tree/large-off ]; then
  if [ "$available" -gt 8000000 ]; then
    for mode in off on page; do
      echo "# mmap mode $mode"
      create large $SIZE dma-mask=40 quirk-mmap-$mode
      runs large large
      delete large
    done
  else
    error=ENOMEM
    [ -z "$IS_32_BIT" ] || error=EOVERFLOW
    command_gives $error "create large $SIZE dma-mask=40"
    false_that "there is no buffer" exists large
  fi
  rmmod u-dma-buf-importer
  return
fi
for mode in off on page; do
  echo "# mmap mode $mode"
  # The first one has got the memory, the others have not.
  exists large-$mode || write_to /sys/bus/platform/drivers/u-dma-buf/bind large-$mode
  is "$(attribute large-$mode size)" $((SIZE)) "it has all its bytes"
  runs large large-$mode
  delete large-$mode
done
rmmod u-dma-buf-importer
