# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Frames of a video device (the kernel's vivid) arrive in parts of a buffer. The video driver
# reaches an imported part by the kernel's address of it (vmalloc), or by DMA address and that
# (dma-contig).

. ./lib.sh

# frames_by ALLOCATOR NUMBER
frames_by() {
  true_that "a video device that has memory by $1" \
    modprobe vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0 "allocators=$2"
  for mode in $MODES; do
    echo "# $1, mmap mode $mode"
    create camera 0x200000 "quirk-mmap-$mode"
    runs frames /dev/video0 camera
    command_gives 14 'delete camera' "$1, mmap mode $mode: delete when the video device has ended"
  done
  rmmod vivid
}

needs_module vivid
load
frames_by vmalloc 0
frames_by dma-contig 1
