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
  with_huge_pages always yes
  with_huge_pages madvise yes
  # A fault maps the pages around it, then.
  set_huge_pages never
  runs mappings mapped
  set_huge_pages always
else
  runs blocks mapped no
fi
delete mapped
