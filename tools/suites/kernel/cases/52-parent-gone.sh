# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The parent of a buffer goes, or its driver does: the buffer goes first.

. ./lib.sh

PCI=/sys/bus/pci
UIO=$PCI/drivers/uio_pci_generic

load
modprobe u-dma-buf-importer
modprobe uio_pci_generic
uio_bind $EDU

# The ways in which a parent goes and comes back.
remove_device() {
  write_to $PCI/devices/$EDU/remove 1
}

restore_device() {
  write_to $PCI/rescan 1 && uio_bind $EDU
}

unbind_driver() {
  write_to $UIO/unbind $EDU
}

# Where the driver is a module: it goes, with all that is bound to it, and binds anew.
unload_driver() {
  rmmod uio_pci_generic
}

restore_driver() {
  modprobe uio_pci_generic && { [ -e $UIO/$EDU ] || write_to $UIO/bind $EDU; }
}

is_gone() {
  ! exists held && [ ! -e /dev/held ] && ! exists idle
}

# create_held [OPTION…]: the buffer, and one that nobody uses.
create_held() {
  create held 0x5000 bus=pci device=$EDU "$@"
  create idle 4096 bus=pci device=$EDU
}

# gone_again HOW WAY
gone_again() {
  true_that "the buffers are gone" is_gone
  command_gives ENOENT 'delete held' "there is nothing to delete"
  true_that "restore_${1#*_} after $1 while $2" "restore_${1#*_}"
}

# taken HOW WAY [OPTION…]
taken() {
  how=$1 way=$2
  shift 2
  create_held "$@"
  hold_start "$way" held gone
  true_that "$how while $way ($*)" "$how"
  hold_end || fail "what the user saw while $way"
  gone_again "$how" "$way"
}

# kept HOW WAY [OPTION…]: what cannot be taken away, and nobody waits for.
kept() {
  how=$1 way=$2
  shift 2
  create_held "$@"
  hold_start "$way" held
  holder_keeps "$how while $way ($*)" "$how"
  gone_again "$how" "$way"
}

ways='unbind_driver remove_device'
if grep -q '^uio_pci_generic ' /proc/modules; then
  ways="$ways unload_driver"
else
  echo "# uio_pci_generic is built in"
fi
for how in $ways; do
  for way in opened mapped open-mapped exported export-mapped attached; do taken "$how" "$way"; done
  for mode in $MODES; do taken "$how" mapped "quirk-mmap-$mode"; done
  for mode in $MODES; do kept "$how" imported "quirk-mmap-$mode"; done
  kept "$how" pinned quirk-mmap-page
done

# While somebody has the parent's lock, as the driver core does while it unbinds a driver, a
# command about the parent waits, and no other.
references=$(references_of $EDU)
modprobe device-lock device=$EDU
(mgr "create late 4096 bus=pci device=$EDU\\n" >/tmp/late) &
creating=$!
true_that "one about the parent waits" sleeps_in_driver write-file
is "$(timeout 10 write-file $MANAGER 'create early 4096\ndelete early\n')" 31 \
  "commands about others do not wait for a parent that is busy"
true_that "and it does so still" sleeps_in_driver write-file
write-file $MANAGER "create never 4096 bus=pci device=$EDU\\n" &
never=$!
true_that "another one waits too" in_time process_sleeps $never
kill -KILL $never
true_that "and can be killed meanwhile" in_time process_ended $never
rmmod device-lock
true_that "then the parent's turn has come" wait $creating
is "$(cat /tmp/late)" 45 "a buffer could be made on it"
delete late
is "$(references_of $EDU)" "$references" "who waited keeps no reference of the parent"

create other 4096
create_held
true_that "remove_device" remove_device
is "$(buffers)" other "a buffer of another parent stays"
command_gives ENODEV "create held 4096 bus=pci device=$EDU" "no buffer on a parent that is not there"
true_that "restore_device" restore_device
create_held
true_that "a buffer on the parent that came back" exists held

rmmod u-dma-buf-importer
rmmod u-dma-buf-mgr
true_that "u-dma-buf unloads with idle buffers on a parent" rmmod u-dma-buf
true_that "the parent's driver can be unbound after it" uio_unbind $EDU
unload_own uio_pci_generic
