# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The ioctls, called by the machine's own programs and, where it runs them, by 32-bit ones.

. ./lib.sh

load
for program in ioctls ioctls-32; do
  # Not every architecture has programs of 32 bits beside its own.
  [ $program = ioctls ] || [ -e /usr/bin/$program ] || continue
  for mode in off on; do
    echo "# $program, mmap mode $mode"
    create ioctl 100000 quirk-mmap-$mode
    runs "$program" ioctl
    delete ioctl
    create names 0x2000 quirk-mmap-$mode
    said=$(names names) || fail "names runs to its end" "status $?"
    echo "$said" | grep -v '^fields'
    # The ioctl version; in-kernel functions; what the kernel knows of device trees; both quirks;
    # mask, coherence and mmap mode; size and address.
    matches "$(echo "$said" | sed -n 's/^fields: //p')" \
      "2 1 [01] [01] 1 1 32 $(attribute names dma_coherent) $(attribute names quirk_mmap_mode) 8192 $(
        printf '%x' "$(attribute names phys_addr)"
      )" "accessors by the names of ikwzm's header get the fields"
    delete names
  done
done
