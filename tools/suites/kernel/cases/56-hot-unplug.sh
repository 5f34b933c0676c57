# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The parent of buffers is unplugged: the slot it is in loses its power. QEMU then takes
# the device away for good, so each case has a slot of its own. Where the kernel cannot
# switch slots (Debian's for armhf and riscv64), the device is removed through sysfs instead.

. ./lib.sh

load
modprobe u-dma-buf-importer
# The edu devices that are not on the first bus.
parents=$(grep -lx 0x11e8 /sys/bus/pci/devices/*/device | cut -d / -f 6 | grep -v ^0000:00:)
echo "# $(echo "$parents" | wc -w) slots"

# The PCI slots that the kernel can switch.
slots() {
  find /sys/bus/pci/slots -name power
}

case $(uname -m) in
  arm* | riscv64) is "$(slots)" "" "this kernel switches no slots" ;;
  *) true_that "this kernel switches slots" [ "$(slots | wc -l)" -ge 12 ] ;;
esac

# next_slot: takes one; sets PARENT and UNPLUG, the attribute that takes it away and what
# to write there.
next_slot() {
  # shellcheck disable=SC2086 # words
  set -- $parents
  PARENT=$1
  UNPLUG="/sys/bus/pci/devices/$PARENT/remove 1"
  for slot in $(slots); do
    if grep -qx "${PARENT%.*}" "${slot%power}address"; then UNPLUG="$slot 0"; fi
  done
  shift
  parents=$*
}

unplug() {
  # shellcheck disable=SC2086 # words
  write_to $UNPLUG
}

parent_is_gone() {
  false_that "the parent is gone" [ -e "/sys/bus/pci/devices/$PARENT" ]
  is "$(buffers)" other "so are its buffers, and no other"
  command_gives ENODEV "create held 4096 bus=pci device=$PARENT" "no buffer on a parent that is not there"
}

# create_held [OPTION…]: the buffer, and one that nobody uses.
create_held() {
  next_slot
  create held 0x5000 bus=pci device="$PARENT" "$@"
  create idle 0x5000 bus=pci device="$PARENT"
}

# taken WAY [OPTION…]
taken() {
  way=$1
  shift
  create_held "$@"
  hold_start "$way" held gone
  true_that "the slot can be switched off while $way" unplug
  parent_is_gone
  hold_end || fail "what the user saw while $way"
}

# kept WAY [OPTION…]: what cannot be taken away, and nobody waits for.
kept() {
  way=$1
  shift
  create_held "$@"
  hold_start "$way" held
  holder_keeps "the slot can be switched off while $way ($*)" unplug
  parent_is_gone
}

# churn: makes buffers and deletes them, until there is no parent; prints each result.
churn() {
  result=
  while [ "$result" != ENODEV ]; do
    result=$(mgr "create churned 0x5000 bus=pci device=$PARENT\\n")
    echo "$result"
    mgr 'delete churned\n'
  done
}

taken_while_churning() {
  next_slot
  churn >/tmp/churn &
  churner=$!
  sleep 1
  true_that "the slot can be switched off while buffers come and go" unplug
  true_that "they come no more" wait $churner
  parent_is_gone
  matches "$(sort -u /tmp/churn | tr '\n' ' ')" '([0-9]+ )+(EIO )?(ENODEV )(ENOENT )?' \
    "each command was done, or refused for what had gone"
}

taken_from_many() {
  next_slot
  # As long as it takes them to have done everything once, on a debug kernel too.
  half=$((3 * $(boot_parameter vm.patience 2) / 2))
  stress $((2 * half)) "$PARENT" steady >/tmp/stress 2>&1 &
  many=$!
  sleep $half
  true_that "the slot can be switched off while eight threads use buffers" unplug
  true_that "all of them could do all they do before" wait $many
  sed 's/^[^#]/# &/' /tmp/stress
  parent_is_gone
}

create other 0x5000
create_held
true_that "the slot can be switched off while nobody uses the buffers" unplug
parent_is_gone
for way in opened mapped open-mapped exported export-mapped attached; do taken $way; done
kept imported
kept pinned quirk-mmap-page
taken_while_churning
taken_from_many
delete other
rmmod u-dma-buf-importer
