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

# unloads WHAT COMMAND…: the command takes modules out again and again, while eight threads
# use buffers; those of the tests are back when it ends.
unloads() {
  unloaded=$1
  shift
  stress "$SECONDS_EACH" $EDU steady >/tmp/stress 2>&1 &
  threads=$!
  times=0
  while kill -0 $threads 2>/dev/null; do
    if "$@" 2>/dev/null; then times=$((times + 1)); fi
    usleep 100000
  done
  true_that "eight threads lived while $unloaded was unloaded" wait $threads
  sed 's/^[^#]/# &/' /tmp/stress
  true_that "$unloaded was unloaded: $times times" [ $times -gt 0 ]
  # The threads' last delete may have come while there was no manager.
  ! exists stress || delete stress
  is "$(buffers)" "" "no buffer is left"
}

# While the threads have a file open, only the manager can go, and it comes back at once.
reload_modules() {
  rmmod u-dma-buf-mgr || return
  rmmod u-dma-buf
  gone=$?
  modprobe u-dma-buf-mgr
  return $gone
}

reload_driver_of_parent() {
  rmmod uio_pci_generic && modprobe uio_pci_generic
}

survives
survives $EDU
unloads u-dma-buf reload_modules
if grep -q '^uio_pci_generic ' /proc/modules; then
  unloads "the parent's driver" reload_driver_of_parent
else
  echo "# uio_pci_generic is built in"
fi

rmmod u-dma-buf-importer
uio_unbind $EDU
unload_own uio_pci_generic
