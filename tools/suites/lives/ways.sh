# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The ways in which a root has modules. Sourced by tools/suites/lives/run, whose variables it uses;
# each makes `root` of the release `suite`, and the repository, and says for the stages:
#
#   arch             the root's
#   release          of its kernel
#   lived            which stages it lives
#   asked            the packages that apt is asked for
#   command_for      the architecture that the command says it is for
#   place            of their modules, below those of the kernel
#   second_packages  what brings a second kernel, and what modules for it take

# begin_by_dkms: the modules are built in the root.
begin_by_dkms() {
  arch=amd64 command_for=amd64 place=updates/dkms
  lived=(install in_use upgrade foreign kernel broken remove alone archive swap neighbours)
  asked=(u-dma-buf-mgr-dkms)
  second_packages=(linux-image-cloud-amd64 linux-headers-cloud-amd64)
  "$REPO_ROOT/tools/machines/rootfs" --suite "$suite" "$root"
  release=$(basename "$root"/lib/modules/*)
  make_repository make_modules_in_root make_reference make_other_dkms make_broken_headers make_foreign_kernel >"$log" 2>&1
  make_archive >>"$log" 2>&1
}

# begin_by_prebuilt ARCH: the modules are cross built here, and there is no compiler in the root.
begin_by_prebuilt() {
  arch=$1 command_for=all place=updates/u-dma-buf
  lived=(install in_use upgrade kernel remove neighbours)
  "$REPO_ROOT/tools/machines/rootfs" --suite "$suite" --arch "$arch" "$root"
  release=$(basename "$root"/lib/modules/*)
  asked=(u-dma-buf-mgr "u-dma-buf-mgr-modules-$release")
  use_kernel "$arch-cloud" "$suite"
  second_packages=("u-dma-buf-mgr-modules-${KERNEL[release]}")
  make_repository cross_build_modules make_reference >"$log" 2>&1
}

# begin_in_old_release: of the packages of build/packages alone.
begin_in_old_release() {
  arch=amd64 command_for=amd64 place=updates/dkms
  lived=(old)
  asked=(u-dma-buf-mgr-dkms)
  "$REPO_ROOT/tools/machines/rootfs" --suite "$suite" "$root"
  release=$(basename "$root"/lib/modules/*)
  make_repository make_broken_headers >"$log" 2>&1
}

by_dkms() {
  [[ $place == updates/dkms ]]
}
