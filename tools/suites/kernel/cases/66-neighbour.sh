# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The manager on another driver, that has the four functions it uses and no more.

. ./lib.sh

PROVIDER_CLASS=/sys/class/u-dma-buf-provider

# provider_says WHAT LINE: of what the manager had it do since the last log_mark.
provider_says() {
  is "$(log_since_mark | sed -n 's/^u_dma_buf_provider: //p')" "$2" "$1"
}

true_that "the other driver loads" insmod /lib/neighbour/u-dma-buf-provider.ko
true_that "the manager loads on it" insmod /lib/neighbour/u-dma-buf-mgr.ko

log_mark
command_gives 20 'create other 0x1000'
true_that "the buffer is there" [ -e $PROVIDER_CLASS/other ]
provider_says "without options" 'create other id=-2 size=4096 option=0x0 parent=none'
command_gives EEXIST 'create other 0x2000'

log_mark
command_gives 47 'create masked 8192 dma-mask=40 quirk-mmap-page'
provider_says "with a DMA mask and an mmap mode" 'create masked id=-2 size=8192 option=0x1028 parent=none'
log_mark
command_gives 51 "create child size=4096 bus=pci device=$EDU"
provider_says "with a parent" "create child id=-2 size=4096 option=0x0 parent=$EDU"
log_mark
command_gives 59 'create own 1 bus=platform device=serial8250 quirk-mmap-off'
provider_says "with a parent on the platform bus" 'create own id=-2 size=1 option=0x400 parent=serial8250'
command_gives ENODEV 'create none 4096 bus=pci_express device=nosuch' "a bus that the driver knows by its other name"
command_gives EINVAL 'create none 4096 bus=amba device=nosuch' "a bus that the driver does not know"

# Where a buffer must lie cannot be said to a driver of four functions.
answered 'error EOPNOTSUPP create placed column=28: the driver that is loaded knows no address and no region' \
  'create placed 4096 address=0x70000000'
answered 'error EOPNOTSUPP create placed column=27: the driver that is loaded knows no address and no region' \
  'create placed 4096 region=image_buf'
false_that "there is no such buffer" [ -e $PROVIDER_CLASS/placed ]
log_mark
command_gives EOPNOTSUPP 'create held 4096 temporary' "a temporary buffer, which this driver cannot make"
provider_says "and is not asked to" ''
false_that "the features do not have the word" grep -qw temporary /sys/class/misc/u-dma-buf-mgr/features
exec 5<>"$MANAGER"
echo 'create held 4096 temporary' >&5
is "$(cat <&5)" 'error EOPNOTSUPP create held column=18: driver has no temporary buffers' "the answer names the word"
exec 5>&-

exec 5<>"$MANAGER"
echo 'create answered 4096' >&5
matches "$(cat <&5)" 'ok create answered( .*)?' "there is an answer, without what the driver does not tell"
exec 5>&-

log_mark
command_gives 13 'delete other'
provider_says "delete" 'remove other'
false_that "the buffer is gone" [ -e $PROVIDER_CLASS/other ]
command_gives ENOENT 'delete other'
for name in masked child own answered; do delete $name; done
is "$(ls $PROVIDER_CLASS)" "" "no buffer is left"
true_that "the manager unloads" rmmod u-dma-buf-mgr
true_that "the other driver unloads" rmmod u-dma-buf-provider
