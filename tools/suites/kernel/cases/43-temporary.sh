# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Temporary buffers: each goes when the open file that made it is closed and its last user
# is gone.

. ./lib.sh

DRIVER=/sys/bus/platform/drivers/u-dma-buf
PARAMETERS=/sys/module/u_dma_buf_mgr/parameters

load
modprobe u-dma-buf-importer

# make OPTION…: a file of this shell, 5, makes the buffer "held".
make() {
  exec 5>$MANAGER
  echo "create held 0x10000 temporary $*" >&5 || fail "create held temporary $*"
}

# made_and_held WAY [OPTION…]: it has a user (programs/hold.c), which has not that file.
made_and_held() {
  way=$1
  shift
  make "$@"
  { hold_start "$way" held; } 5>&-
}

is_gone() {
  ! exists held && [ ! -e /dev/held ] && [ -z "$(platform_buffers)" ]
}

is_there() {
  exists held && [ -c /dev/held ]
}

cannot_open() {
  ! head -c 1 /dev/held 2>/dev/null
}

# What a program does.
runs temporary
is "$(platform_buffers)" "" "no platform device is left"

# What a shell does.
echo 'create held 4096 temporary' >$MANAGER
true_that "a file that echo made and closed has kept no buffer" is_gone
make temporary
is "$(attribute held temporary)" 1 "the attribute temporary tells"
create lasting 4096
is "$(attribute lasting temporary)" 0 "of a lasting buffer too"
echo 'delete held' >$MANAGER
false_that "anybody may delete it" exists held
exec 5>&-
true_that "closing the file then takes nothing else" exists lasting
delete lasting
true_that "the manager's features have the word" grep -qw temporary /sys/class/misc/u-dma-buf-mgr/features

# kept WAY [OPTION…]: as long as the use goes on.
kept() {
  made_and_held "$@"
  exec 5>&-
  true_that "the file is closed: kept while $*" is_there
  is "$(attribute held temporary)" 1 "it is still called temporary"
  command_gives EBUSY 'delete held' "it is in use"
  true_that "nobody can open it any more" cannot_open
  true_that "every byte survived while $way" hold_end
}

for way in opened mapped open-mapped exported export-mapped; do
  kept "$way"
  true_that "gone with its last user" is_gone
  kept "$way" bus=pci device=$EDU
  true_that "gone with its last user" is_gone
done
for mode in off on auto page; do
  kept mapped quirk-mmap-$mode
  true_that "gone with its last user" is_gone
done
# The kernel lets go of what an importer or a pipe had when it comes to it.
for way in attached imported vmapped; do
  kept "$way"
  true_that "gone soon after its last user" in_time is_gone
done
kept pinned quirk-mmap-page
true_that "gone soon after the last page is released" in_time is_gone
kept pinned quirk-mmap-page bus=pci device=$EDU
true_that "gone soon after the last page is released" in_time is_gone

# For so long that the driver looks several times.
made_and_held pinned quirk-mmap-page
exec 5>&-
sleep 3
true_that "kept as long as a page is pinned" is_there
true_that "every byte survived" hold_end
true_that "gone soon after the last page is released" in_time is_gone

# The user first.
made_and_held opened
true_that "the user goes" hold_end
true_that "the buffer stays with its maker" is_there
true_that "and can be opened" head -c 1 /dev/held >/dev/null
exec 5>&-
true_that "it goes with its maker" is_gone

# Taken away while the maker is there, and after.
make
DEVICE=$(parent_of held)
true_that "unbind" write_to $DRIVER/unbind "$DEVICE"
false_that "the buffer is gone" exists held
false_that "it does not come back: nobody would hold it" write_to $DRIVER/bind "$DEVICE"
false_that "nor is there a buffer" exists held
create held 4096
exec 5>&-
true_that "what has its name now stays when the file is closed" is_there
delete held
true_that "its platform device goes too" in_time is_gone

made_and_held opened
DEVICE=$(parent_of held)
exec 5>&-
true_that "unbind without a maker" write_to $DRIVER/unbind "$DEVICE"
false_that "the buffer is gone" exists held
hold_end >/dev/null
true_that "its platform device goes with the last user" in_time is_gone

# The manager has the lock of the device when it finds that the buffer with this name is gone.
make
DEVICE=$(parent_of held)
write_to $DRIVER/unbind "$DEVICE"
command_gives $((25 + ${#DEVICE})) "create held 4096 device=$DEVICE" "another one on the platform device that is left"
true_that "that device goes, and so does what was made on it" in_time is_gone
exec 5>&-

modprobe uio_pci_generic
uio_bind $EDU
make bus=pci device=$EDU
uio_unbind $EDU
false_that "the driver of its parent was unbound: it is gone" exists held
exec 5>&-
uio_bind $EDU
made_and_held opened bus=pci device=$EDU
exec 5>&-
uio_unbind $EDU
false_that "without a maker too" exists held
hold_end >/dev/null
true_that "nothing is left" is_gone
unload_own uio_pci_generic

# It counts until it has gone.
echo 1 >$PARAMETERS/max_buffers
made_and_held mapped
command_gives EDQUOT 'create more 4096' "a temporary buffer counts"
exec 5>&-
command_gives EDQUOT 'create more 4096' "without a maker too"
hold_end
command_gives 17 'create more 4096' "once it has gone another one fits"
delete more
echo 0 >$PARAMETERS/max_buffers

# Unloading.
make
refused_for "$IN_USE" "the manager stays while a file is open" rmmod u-dma-buf-mgr
exec 5>&-
made_and_held mapped
exec 5>&-
rmmod u-dma-buf-mgr
true_that "it stays without the manager" is_there
refused_for "$IN_USE" "the driver stays while it is in use" rmmod u-dma-buf
true_that "every byte survived" hold_end
true_that "it goes without the manager" is_gone
modprobe u-dma-buf-mgr
made_and_held pinned quirk-mmap-page
exec 5>&-
rmmod u-dma-buf-mgr
holder_keeps "the driver unloads while a page of it is pinned" rmmod u-dma-buf

load
runs temporary "$(boot_parameter vm.stress 10)"
true_that "no platform device is left either" in_time is_gone
rmmod u-dma-buf-importer

# Those that went when their pages did, by count, as in 45-uses.
if has_kmemleak; then COUNT=50; else COUNT=1000; fi
unload
# Thousands of lines would take the place of what other tests have left in the log.
load_with info_enable=0
no_buffer() {
  [ -z "$(buffers)" ]
}

# The kernel keeps objects for as many buffers as there were at a time: the first fill them.
orphans $COUNT
true_that "$COUNT buffers are gone of which a pipe had a page" in_time no_buffer
slab_objects /tmp/objects-before
orphans $COUNT
true_that "and so are $COUNT others" in_time no_buffer
is_given_back "no slab cache has gained an object for each of them" \
  objects_are_back /tmp/objects-before $((COUNT * 3 / 4))
