# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What an initramfs does with the machine's disk: tools/machines/initramfs puts this into /etc.

# mount_disk DIRECTORY [OPTIONS]: the disk at the directory; the options are mount's.
mount_disk() {
  for module in virtio_pci crc32c_generic virtio_blk ext4; do modprobe "$module" || return 1; done
  mkdir -p "$1"
  mount -t ext4 -o "${2-rw}" /dev/vda "$1"
}

# enter_system DIRECTORY: goes into the system on the disk and runs DIRECTORY/session there. The system is given
# the directory, in which it looks for commands first, and the modules.
enter_system() {
  ln -s /proc/self/fd /dev/fd
  mount_disk /system || return 1
  for directory in proc sys dev; do mount --rbind "/$directory" "/system/$directory"; done
  for directory in tmp run; do mount -t tmpfs tmpfs "/system/$directory"; done
  # Where the system was unpacked, not installed.
  [ -e /system/bin/sh ] || ln -s bash /system/bin/sh
  for directory in /lib/modules "$1"; do
    mkdir -p "/system$directory"
    mount --bind "$directory" "/system$directory"
  done
  PATH=$1:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root exec chroot /system /bin/bash "$1/session"
}
