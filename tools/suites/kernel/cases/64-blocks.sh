# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Mappings by blocks of 2 MiB, where the kernel can: Linux 6.12 and newer on x86
# and arm64. Elsewhere every page is mapped when mmap() returns; see 64-mappings.sh.

. ./lib.sh

# Whether the kernel's version is A.B or newer.
kernel_is() {
  local major minor
  IFS=.- read -r major minor _ </proc/sys/kernel/osrelease
  [ $((major * 1000 + minor)) -ge $(($1 * 1000 + $2)) ]
}

maps_blocks() {
  kernel_is 6 12 || return 1
  case $(uname -m) in
    x86_64 | aarch64) ;;
    *) return 1 ;;
  esac
}

set_huge_pages() {
  echo "# transparent huge pages: $1"
  echo "$1" >/sys/kernel/mm/transparent_hugepage/enabled
}

# with_huge_pages SETTING WANTED: in a new mapping, while transparent huge pages are so.
with_huge_pages() {
  set_huge_pages "$1"
  runs blocks mapped "$2"
}

load
create mapped 0x2000000 quirk-mmap-on
if maps_blocks; then
  with_huge_pages always around
  with_huge_pages madvise around
  # A fault maps the pages around it, then.
  set_huge_pages never
  runs mappings mapped
  set_huge_pages always
else
  runs blocks mapped no
fi
delete mapped

# In page mode, kernels before 6.15 map each block by its own fault, whatever the setting says.
create mapped 0x2000000 quirk-mmap-page
if maps_blocks; then
  way=each
  ! kernel_is 6 15 || way=around
  with_huge_pages always $way
  with_huge_pages never each
  set_huge_pages always
else
  runs blocks mapped no
fi
delete mapped

echo "# a buffer in blocks that is taken away, and one of which a page is held"
DRIVER=/sys/bus/platform/drivers/u-dma-buf
create held 0x400000 quirk-mmap-page
DEVICE=$(parent_of held)
hold_start mapped held gone
true_that "unbind while mapped" write_to "$DRIVER/unbind" "$DEVICE"
hold_end || fail "what the user saw while mapped"
true_that "it can be bound again" write_to "$DRIVER/bind" "$DEVICE"
hold_start pinned held
holder_keeps "unbind while a page is held" write_to "$DRIVER/unbind" "$DEVICE"
true_that "it can be bound again" write_to "$DRIVER/bind" "$DEVICE"

delete held

# lies_at ADDRESS: a buffer where another was. In one write, so that nobody takes the memory meanwhile.
lies_at() {
  create held 0x600000 quirk-mmap-page
  at=$(($(attribute held phys_addr) + $1))
  mgr "delete held\\ncreate held 0x400000 quirk-mmap-page address=$at\\n" >/dev/null
  is $(($(attribute held phys_addr))) $at "a buffer in a range of blocks, $1 bytes behind its begin"
  runs mappings held
  delete held
}

if maps_blocks; then
  lies_at 0
  lies_at 0x1000
fi

before=$(free_memory)
for _ in $(seq 100); do
  create cycled 0x1000000 quirk-mmap-page
  delete cycled
done
missing=$((before - $(free_memory)))
is_given_back "of 100 buffers of 16 MiB in blocks, the kernel keeps $missing KiB" [ $missing -lt 16384 ]
