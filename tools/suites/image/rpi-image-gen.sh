# shellcheck shell=bash disable=SC2016,SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The layer tools/ship/image/rpi-image-gen, for tools/suites/image/run: read by bdebstrap, as
# rpi-image-gen has it read, with Debian's kernel and what else its other layers would bring.

root=$work/root

# The layer, with the values of its variables.
resolved_layer() {
  IGconf_udmabuf_repository=$work/repository IGconf_udmabuf_modules=$FLAVOUR \
    IGconf_udmabuf_board=$REPO_ROOT/tools/ship/image/board.yaml \
    envsubst '$IGconf_udmabuf_repository $IGconf_udmabuf_modules $IGconf_udmabuf_board' \
    <"$REPO_ROOT/tools/ship/image/rpi-image-gen/u-dma-buf-mgr.yaml"
}

make_image() {
  resolved_layer >"$work/layer.yaml" &&
    "${AS_ROOT[@]}" unshare --mount bdebstrap --config "$parts/rpi-base.yaml" --suite "$suite" --config "$work/layer.yaml" \
      --architectures "$arch" --mirrors "$(main_mirror)" --name board --output "$work/bdebstrap" --target "$root"
}

boot_it() {
  boot_session "$arch" systemd.wants=session.service --memory 1G --timeout 900
}
