# shellcheck shell=bash disable=SC2034 # the variables are for those who source this
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# From the sources to a signed repository: the steps that tools/demo and tools/test share.

PACKAGES_DIR=$BUILD_DIR/packages
REPOSITORY_DIR=$BUILD_DIR/repository

# install_everything: what a fresh machine lacks.
install_everything() {
  step 'Install the Debian packages that this needs' install_debian_packages
  step 'Install the npm packages' install_npm_packages
  become_root || die 'making a root file system needs root or sudo'
}

# build_everything: in the checkout, leaves PACKAGES_DIR and REPOSITORY_DIR.
build_everything() {
  step 'Build the npm packages, and the modules for amd64' npx nx run-many -t build,man
  step 'Build the packages for four architectures, and a signed apt repository' npx nx run debian:repository
}
