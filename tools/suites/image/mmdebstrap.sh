# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# tools/ship/image/mmdebstrap, as a root, for tools/suites/image/run.

root=$work/root

make_image() {
  "${AS_ROOT[@]}" "$REPO_ROOT/tools/ship/image/mmdebstrap/build" --initrd-modules virtio_pci,virtio_blk,ext4 \
    --mirror "$(main_mirror)" "$suite" "$arch" "$work/repository" "$root" "u-dma-buf-mgr-modules-$FLAVOUR"
}

boot_it() {
  boot_session "$arch" systemd.wants=session.service --memory 1G --timeout 900
}
