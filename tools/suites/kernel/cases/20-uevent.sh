# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A buffer's file uevent says what its attributes and links say. The kernel's events do not.

. ./lib.sh

# In the order in which the client reads them.
ATTRIBUTES='driver_version phys_addr size dma_coherent dma_mask quirk_mmap_mode origin memory_source temporary sync_mode'

load

# value NAME KEY
value() {
  sed -n "s/^$2=//p" "$CLASS/$1/uevent"
}

upper() {
  echo "$1" | awk '{ print toupper($0) }'
}

# agrees NAME: the file with the attributes and links.
agrees() {
  for attribute in $ATTRIBUTES; do
    is "$(value "$1" "U_DMA_BUF_$(upper "$attribute")")" "$(attribute "$1" "$attribute")" "$1: $attribute"
  done
  is "$(value "$1" U_DMA_BUF_PARENT)" "$(parent_of "$1")" "$1: the parent"
  is "$(value "$1" U_DMA_BUF_BUS)" "$(basename "$(readlink -f "$CLASS/$1/device/subsystem")")" "$1: its bus"
  is "$(value "$1" MAJOR):$(value "$1" MINOR)" "$(attribute "$1" dev)" "$1: the device number"
}

create plain 10000
is "$(sed -n 's/^U_DMA_BUF_\(.*\)=.*/\1/p' $CLASS/plain/uevent | xargs)" "$(upper "$ATTRIBUTES") PARENT BUS" \
  "the keys, in their order"
agrees plain
for mode in 0 6; do
  set_attribute plain sync_mode $mode >/dev/null
  is "$(value plain U_DMA_BUF_SYNC_MODE)" $mode "sync_mode as it was set last: $mode"
done
delete plain

for mode in $MODES; do
  create "$mode" 4096 "quirk-mmap-$mode" dma-mask=33
  agrees "$mode"
  delete "$mode"
done

create child 0x10000 bus=pci device="$EDU"
agrees child
delete child

longest=$(printf 'n%062d' 0)
create "$longest" 4096
agrees "$longest"
delete "$longest"

exec 5>$MANAGER
echo 'create passing 4096 temporary' >&5
is "$(value passing U_DMA_BUF_TEMPORARY)" 1 "a temporary buffer is one"
exec 5>&-

# sent: how many events the kernel has sent.
sent() {
  cat /sys/kernel/uevent_seqnum
}

# listens PROCESS: to the kernel's events, NETLINK_KOBJECT_UEVENT.
listens() {
  awk -v process="$1" '$2 == 15 && $3 == process { found = 1 } END { exit !found }' /proc/net/netlink
}

uevent busybox env >/tmp/events &
listener=$!
true_that "somebody listens to the kernel's events" in_time listens $listener
before=$(sent)
create heard 4096
is $(($(sent) - before)) 1 "a buffer that comes is one event"
echo change >$CLASS/heard/uevent
delete heard
is $(($(sent) - before)) 3 "one that goes is another"
true_that "they are heard" in_time grep -qx 'ACTION=remove' /tmp/events
kill $listener
is "$(sed -n 's/^ACTION=//p' /tmp/events | xargs)" "add change remove" "and no others"
# keys ACTION: of that event, how many are the driver's.
keys() {
  sed -n "/^ACTION=$1\$/,/^SEQNUM=/p" /tmp/events | grep -c '^U_DMA_BUF_'
}
is "$(keys add) $(keys remove)" "0 0" "what comes and goes says nothing of itself"
is "$(keys change)" 12 "an event that is asked for does"
