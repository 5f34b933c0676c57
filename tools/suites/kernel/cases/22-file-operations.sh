# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# open, read, write, splice, llseek and mmap of a buffer, in each mmap mode.

. ./lib.sh

# Before, sendfile() itself takes no device to read from.
SENDFILE=no
if kernel_is_at_least 6 0; then SENDFILE=yes; fi

load
ifconfig lo 127.0.0.1 up
for mode in $MODES; do
  echo "# mmap mode $mode"
  create files 10000 "quirk-mmap-$mode"
  runs file-operations files
  delete files
  create spliced 100001 "quirk-mmap-$mode"
  runs splices spliced $SENDFILE
done

create stale 0x20000
tr '\0' x </dev/stale >/dev/stale
delete stale
create fresh 0x20000
is "$(tr -d '\0' </dev/fresh | wc -c)" 0 "a new buffer holds zeros, not what was in its memory before"
