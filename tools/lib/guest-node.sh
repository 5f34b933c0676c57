# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Node.js in an initramfs of this machine's architecture.

# guest_node_options MAJOR: put the options of tools/vm/initramfs that add Node, koffi and
# the libraries that they need into the array `options`.
guest_node_options() {
  local node library
  node=$("$REPO_ROOT/tools/node-versions" "$1")
  options=(--add "$node:/usr/bin/node")
  while read -r library; do
    options+=(--add "$(readlink -f "$library"):$library")
  done < <(ldd "$node" | grep -oE '/[^ ]+')
  options+=(--add "$REPO_ROOT/node_modules/koffi:/client/node_modules/koffi"
    --add "$REPO_ROOT/node_modules/@koromix:/client/node_modules/@koromix")
}

# bundle_for_guest SOURCE OUTPUT: one file of a program, from the sources of the packages.
bundle_for_guest() {
  "$REPO_ROOT/node_modules/.bin/esbuild" "$1" --bundle --log-level=warning --platform=node --target=node18 \
    --format=esm --conditions=@u-dma-buf-mgr/source --external:koffi --outfile="$2"
}
