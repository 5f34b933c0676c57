# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The kernel log, which people read and scripts search.

. ./lib.sh

# Lines that depend on the kernel and the mmap mode.
DETAILS='u-dma-buf [^ ]*: (mmap mode     |mmap          ) = '

# log_is WHAT REGEX…: the log since the mark, without the details, is these lines.
log_is() {
  what=$1
  shift
  log_since_mark | grep -vE "$DETAILS" >/tmp/log
  is "$(wc -l </tmp/log)" $# "$what: $# lines"
  exec 3</tmp/log
  for line in "$@"; do
    read -r text <&3 || text='(nothing)'
    matches "$text" "$line" "$what: $line"
  done
  exec 3<&-
}

# logs_creation NAME SIZE DEVICE [BUS COHERENT [ALLOCATED]]: without BUS, the brief form. The
# manager logs what was asked for, the driver what was allocated.
logs_creation() {
  local name="u-dma-buf $1:" size=$2 device=$3 bus=${4-} coherent=${5-} allocated=${6-$2} source
  source=$(attribute "$1" memory_source)
  set -- "create $1" \
    "u-dma-buf-mgr: create $1 size=$size" \
    "$name driver version = $(attribute "$1" driver_version)" \
    "$name major number   = $(cut -d : -f 1 "$CLASS/$1/dev")" \
    "$name minor number   = $(cut -d : -f 2 "$CLASS/$1/dev")" \
    "$name phys address   = $(attribute "$1" phys_addr)" \
    "$name buffer size    = $allocated"
  [ -z "$bus" ] || set -- "$@" \
    "$name dma device     = $device" \
    "$name dma bus        = $bus" \
    "$name dma coherent   = $coherent" \
    "$name dma mask       = 0x00000000ffffffff" \
    "$name iommu domain   = none" \
    "$name memory source  = $source"
  log_is "$@" "u-dma-buf $device: driver installed\."
}

load
log_mark
create udmabuf8 0x10000
logs_creation udmabuf8 65536 'u-dma-buf\.[0-9]+\.auto'
log_mark
delete udmabuf8
log_is "delete udmabuf8" "u-dma-buf-mgr: delete udmabuf8" 'u-dma-buf u-dma-buf\.[0-9]+\.auto: driver removed\.'
unload

load_with info_enable=3
log_mark
create udmabuf8 0x10000
logs_creation udmabuf8 65536 'u-dma-buf\.[0-9]+\.auto' platform $COHERENT
is "$(log_since_mark | grep -cE "$DETAILS")" 2 "details of the mapping follow"
log_mark
create udmabuf9 10000 bus=pci device=$EDU
logs_creation udmabuf9 10000 $EDU pci "$(attribute udmabuf9 dma_coherent)" 12288
log_mark
delete udmabuf9
log_is "delete udmabuf9" "u-dma-buf-mgr: delete udmabuf9" "u-dma-buf $EDU: driver removed\."
unload

load_with info_enable=0
log_mark
create quiet 4096
is "$(log_since_mark | grep -c 'driver version')" 0 "info_enable=0 logs no description"
is "$(log_since_mark | grep -c 'u-dma-buf-mgr: create quiet size=4096')" 1 "the manager's line stays"
