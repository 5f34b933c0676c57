# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Loading the modules while every allocation fails once, on a kernel that has faults to inject.

. ./lib.sh

needs_faults

UPDATES=/lib/modules/$(uname -r)/updates

faulty load "$UPDATES/u-dma-buf.ko" "udmabuf0=0x5000 bind=pci/$EDU class_udmabuf=1" quirk_mmap_mode=9
modprobe u-dma-buf
faulty load "$UPDATES/u-dma-buf-mgr.ko" '' max_bytes=many
