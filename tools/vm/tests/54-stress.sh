# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Eight threads use one name in every way they can, while others create, delete, unbind
# and remove what is behind it. Each call may fail, but nothing may break.

. ./lib.sh

SECONDS_EACH=$(boot_parameter vm.stress 10)

load
modprobe u-dma-buf-importer
modprobe uio_pci_generic
uio_bind $EDU

# survives [PCI-ADDRESS]
survives() {
  stress "$SECONDS_EACH" "$@"
  is $? 0 "stress $SECONDS_EACH $*"
  is "$(buffers)" "" "no buffer is left"
  create after 0x10000
  true_that "a new one can be filled" dd if=/dev/zero of=/dev/after bs=64k count=1 2>/dev/null
  delete after
}

survives
survives $EDU

rmmod u-dma-buf-importer
uio_unbind $EDU
unload_own uio_pci_generic
