# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Names that /dev has for something else: they are no names for buffers, by the control
# device and by a parameter. (Other modules: 50-functions. Device trees: 67-device-tree.)

. ./lib.sh

SAYS='another entry in /dev has this name'

# state PATH…: the type, the mode, the owners and the number of each.
state() {
  stat -c '%n: %F %a %u:%g %t:%T' "$@"
}

# refused NAME [WHAT]: and /dev/NAME stays what it is.
refused() {
  before=$(state "/dev/$1")
  log_mark
  command_gives EEXIST "create $1 4096" "${2:-create $1 4096}"
  false_that "no buffer $1" exists "$1"
  matches "$(log_since_mark | grep "^u-dma-buf $1: ")" ".*$SAYS.*" "$1: the log says why"
  is "$(state "/dev/$1")" "$before" "/dev/$1 is what it was"
}

load
for name in null mem zero tty u-dma-buf-mgr; do
  refused $name
done

mkdir /dev/names-directory
refused names-directory "the name of a directory"
ln -s null /dev/names-link
refused names-link "the name of a symbolic link"
echo text >/dev/names-file
refused names-file "the name of a file"
rm -r /dev/names-directory /dev/names-link /dev/names-file
for name in names-directory names-link names-file; do
  create $name 4096
  true_that "$name is free when its entry is gone" [ -c /dev/$name ]
  delete $name
done

exec 3<>"$MANAGER"
echo 'create null 4096' >&3 2>/dev/null
is "$(cat <&3)" "error EEXIST create null column=8: $SAYS" "the answer says so"
create mine 4096
echo 'create mine 4096' >&3 2>/dev/null
is "$(cat <&3)" 'error EEXIST create mine column=8: name in use' "and tells it from the name of a buffer"
echo "create zero 4096 bus=pci device=$EDU" >&3 2>/dev/null
is "$(cat <&3)" "error EEXIST create zero column=8: $SAYS" "a buffer with a parent"

# What the process that asks sees in /dev is not what counts.
mount -t tmpfs none /dev
true_that "this /dev has no zero" [ ! -e /dev/zero ]
echo 'create zero 4096' >&3 2>/tmp/error
umount /dev
is "$(cat <&3)" "error EEXIST create zero column=8: $SAYS" "from a process that sees another /dev"
exec 3>&-
is "$(buffers)" mine "nothing came of any of them"

# A node with the number of the buffer is the buffer's.
number=$(attribute mine dev)
delete mine
mknod /dev/mine c "${number%:*}" "${number#*:}"
create mine 4096
true_that "a node of the same number that somebody left" exists mine
delete mine
rm -f /dev/mine
mknod /dev/mine c "${number%:*}" $((${number#*:} + 1))
refused mine "a node of another buffer's number"
rm /dev/mine
mknod /dev/mine b "${number%:*}" "${number#*:}"
refused mine "a block device of the same number"
rm /dev/mine
unload

mknod /dev/udmabuf1 c 1 5
before=$(state /dev/udmabuf1)
log_mark
load_with udmabuf0=4096 udmabuf1=4096 udmabuf2=4096
is "$(buffers | tr '\n' ' ')" "udmabuf0 udmabuf2 " "by parameter: the others are made"
matches "$(log_since_mark | grep '^u-dma-buf udmabuf1: ')" ".*$SAYS.*" "by parameter: the log says why"
is "$(state /dev/udmabuf1)" "$before" "/dev/udmabuf1 is what it was"
rm /dev/udmabuf1
is "$(state /dev/null /dev/zero)" "/dev/null: character special file 666 0:0 1:3
/dev/zero: character special file 666 0:0 1:5" "/dev/null and /dev/zero are what they always are"
