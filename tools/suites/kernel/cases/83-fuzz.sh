# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# System calls by chance, of eight threads. tools/suites/kernel/system-calls runs it for long.

. ./lib.sh

SECONDS_IN_ALL=$(boot_parameter vm.stress 10)
SEED=$(boot_parameter vm.seed "$(od -A n -N 4 -t u4 /dev/urandom | tr -d ' ')")

load_with info_enable=0
modprobe u-dma-buf-importer
modprobe uio_pci_generic
uio_bind $EDU

echo "# seed $SEED"
fuzz "$SECONDS_IN_ALL" "$SEED" $EDU
is $? 0 "fuzz $SECONDS_IN_ALL $SEED"
# The names of some are by chance, too.
for name in $(buffers); do
  command_gives $((${#name} + 8)) "delete $name" "nobody uses $name any more"
done
create after 0x10000
true_that "a new one can be filled" dd if=/dev/zero of=/dev/after bs=64k count=1 2>/dev/null
delete after

rmmod u-dma-buf-importer
uio_unbind $EDU
unload_own uio_pci_generic
