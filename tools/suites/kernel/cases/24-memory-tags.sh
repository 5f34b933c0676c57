# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Addresses that a fault in advance accepts and a copy does not: pointers with the wrong tag,
# in the machine of
#
#   tools/suites/kernel/run arm64 --tags
#
# In others there are no tags, and the same calls work.

. ./lib.sh

tags=$(boot_parameter vm.tags no)
if [ "$tags" = yes ]; then
  true_that "the machine's memory has tags" grep -qw mte /proc/cpuinfo
fi

load
for mode in off on page; do
  echo "# mmap mode $mode"
  create tags 300000 quirk-mmap-$mode
  runs memory-tags tags "$tags"
  delete tags
done
