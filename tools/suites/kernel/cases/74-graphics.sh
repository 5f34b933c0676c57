# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A part of a buffer as an object of a DRM device (the kernel's vgem).

. ./lib.sh

needs_module vgem
load
true_that "a DRM device without hardware" modprobe vgem
for mode in $MODES; do
  echo "# mmap mode $mode"
  create picture 0x100000 "quirk-mmap-$mode"
  runs graphics /dev/dri/card0 picture
  command_gives 15 'delete picture' "mmap mode $mode: delete when the DRM device has ended"
done
rmmod vgem
