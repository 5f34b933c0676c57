# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# From the sources to a signed repository: the steps that tools/demo and tools/test share.

PACKAGES_DIR=$BUILD_DIR/packages
REPOSITORY_DIR=$BUILD_DIR/repository

_build_packages() {
  node packages/deb/dist/u-dma-buf-mgr-deb.js build \
    --arch amd64,arm64,armhf,riscv64 --out "$PACKAGES_DIR"
}

_make_repository() {
  node packages/deb/dist/u-dma-buf-mgr-deb.js repo \
    --out "$REPOSITORY_DIR" --key-home "$BUILD_DIR/keys" "$PACKAGES_DIR"/*.{deb,dsc}
}

# install_everything: what a fresh machine lacks.
install_everything() {
  step 'Install the Debian packages that this needs' install_debian_packages
  step 'Install the npm packages' install_npm_packages
  become_root || die 'making a root file system needs root or sudo'
}

# build_everything: in the checkout, leaves PACKAGES_DIR and REPOSITORY_DIR.
build_everything() {
  step 'Build the npm packages, and the modules for amd64' npx nx run-many -t build,man
  step 'Build the packages for four architectures' _build_packages
  step 'Put them in a signed apt repository' _make_repository
}
