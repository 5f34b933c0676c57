# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Unbinding a buffer's platform device takes the buffer away from whoever uses it.

. ./lib.sh

DRIVER=/sys/bus/platform/drivers/u-dma-buf

load
modprobe u-dma-buf-importer

# Leaves the device in DEVICE.
create_held() {
  create held 0x5000 "$@"
  DEVICE=$(parent_of held)
}

is_gone() {
  ! exists held && [ ! -e /dev/held ]
}

works() {
  [ -c /dev/held ] && echo 'some text' >/dev/held && [ "$(head -n 1 /dev/held)" = 'some text' ]
}

# rebind: the device gets its buffer back, to unbind it once more.
rebind() {
  true_that "the device can be bound again" write_to "$DRIVER/bind" "$DEVICE"
  is "$(attribute held size) $(parent_of held)" "20480 $DEVICE" "its buffer is as it was"
  true_that "and works" works
  true_that "it can be unbound again" write_to "$DRIVER/unbind" "$DEVICE"
  true_that "the buffer is gone" is_gone
}

# taken WAY [OPTION…]
taken() {
  way=$1
  shift
  create_held "$@"
  hold_start "$way" held gone
  true_that "unbind while $way ($*)" write_to "$DRIVER/unbind" "$DEVICE"
  true_that "the buffer is gone" is_gone
  create held 4096
  true_that "its name is free" works
  hold_end || fail "what the user saw while $way"
  true_that "the new buffer is not concerned" works
  delete held
  rebind
}

# kept WAY [OPTION…]: what cannot be taken away, and nobody waits for.
kept() {
  way=$1
  shift
  create_held "$@"
  hold_start "$way" held
  holder_keeps "unbind while $way ($*)" write_to "$DRIVER/unbind" "$DEVICE"
  true_that "the buffer is gone" is_gone
  rebind
}

create_held
true_that "unbind of an idle buffer" write_to "$DRIVER/unbind" "$DEVICE"
true_that "the buffer is gone" is_gone
command_gives ENOENT 'delete held' "there is nothing to delete"
rebind

for way in opened mapped open-mapped exported export-mapped attached; do taken "$way"; done
for mode in $MODES; do
  taken mapped "quirk-mmap-$mode"
  taken export-mapped "quirk-mmap-$mode"
done
for mode in $MODES; do
  kept imported "quirk-mmap-$mode"
  kept vmapped "quirk-mmap-$mode"
done
kept pinned quirk-mmap-page

# Memory that only the DMA API has can go back neither now nor later.
if [ $COHERENT = 0 ]; then
  log_mark
  kept imported quirk-mmap-off
  matches "$(log_since_mark | grep ' lost ')" '.*20480 bytes of a removed buffer are lost until the machine restarts.*' \
    "the log says what has become of the memory"
fi

echo "# a process that holds a page and a mapping unbinds its own buffer"
create_held quirk-mmap-page
true_that "it does not wait for itself" timeout -s KILL 20 unbinds-itself held "$DRIVER/unbind" "$DEVICE"
true_that "the buffer is gone" is_gone
rebind

create_held
true_that "unbind" write_to "$DRIVER/unbind" "$DEVICE"
create held 4096
# Before Linux 5.12 the core keeps the reason for itself.
matches "$(write-file "$DRIVER/bind" "$DEVICE")" 'EEXIST|ENODEV' "a device whose buffer's name is taken cannot be bound"
delete held
true_that "and can when the name is free" write_to "$DRIVER/bind" "$DEVICE"
true_that "it is bound" [ -e "$DRIVER/$DEVICE" ]
delete held
false_that "deleting the buffer takes its device" [ -e "$DRIVER/$DEVICE" ]

rmmod u-dma-buf-importer
