# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Offsets and sizes at every edge: inside is right, outside is refused.

. ./lib.sh

load

# try PROGRAM SIZE MODE
try() {
  echo "# $1, a buffer of $2 bytes, mmap mode $3"
  create edges "$2" "quirk-mmap-$3"
  runs "$1" edges
  delete edges
}

for mode in off on page; do
  try edges 10000 $mode
done
try edges 0x3000 on
if [ -x /usr/bin/edges-32 ]; then try edges-32 10000 on; fi
