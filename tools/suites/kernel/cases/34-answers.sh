# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the control device answers on the open file that a command was written to, and
# what of the manager can be known without opening it.

. ./lib.sh

load

exec 3<>"$MANAGER"

# asked COMMAND: writes it, and prints the answer.
asked() {
  answer=
  printf '%s\n' "$1" >&3 2>/dev/null
  read -r answer <&3
  printf '%s\n' "$answer"
}

matches "$(asked 'create a 65536')" 'ok create a minor=[0-9]+ size=65536 phys=0x[1-9a-f][0-9a-f]*' "create"
is "$(asked 'create b size=0x1000 dma-mask=32' | sed 's/ phys.*//')" \
  "ok create b minor=$(attribute b dev | cut -d : -f 2) size=4096" "the minor and size are the buffer's"
matches "$(attribute a phys_addr)" '0x0*[0-9a-f]+' "a has a DMA address"
is "$(asked 'delete b')" 'ok delete b origin=manager' "delete"

is "$(asked 'create a 4096')" 'error EEXIST create a column=8: name in use' "name in use"
is "$(asked 'delete b')" 'error ENOENT delete b column=8: no such buffer' "no such buffer"
is "$(asked 'create c 4096 device=nosuch')" \
  'error ENODEV create c column=22: no such device on the bus' "no such parent"
matches "$(asked "create c ${NO_MEMORY_SIZES##* }")" 'error ENOMEM create c column=10: no memory of this size: .*' "no memory"
is "$(asked 'nonsense')" 'error EINVAL column=1: command not create or delete' "no command"
is "$(asked '  create')" 'error EINVAL create column=9: name missing' "no name"
is "$(asked 'create x/y 4096')" 'error EINVAL create column=9: character not allowed in a name' "a bad name"
is "$(asked 'create c')" 'error EINVAL create c column=9: size missing' "no size"
is "$(asked 'create c 0x10000000000000000')" 'error EOVERFLOW create c column=10: number over 64 bits' "too large"
is "$(asked "$(printf '%02000d' 0)")" 'error E2BIG column=1025: command over 1024 bytes' "too long"

exec 4</dev/a
is "$(asked 'delete a')" 'error EBUSY delete a column=8: buffer in use' "in use"
exec 4<&-

echo 1 >/sys/module/u_dma_buf_mgr/parameters/max_buffers
is "$(asked 'create c 4096')" 'error EDQUOT create c column=10: more buffers than max_buffers' "too many"
echo 0 >/sys/module/u_dma_buf_mgr/parameters/max_buffers
echo 69631 >/sys/module/u_dma_buf_mgr/parameters/max_bytes
is "$(asked 'create c 4096')" 'error EDQUOT create c column=10: more bytes than max_bytes' "too large together"
echo 69632 >/sys/module/u_dma_buf_mgr/parameters/max_bytes
matches "$(asked 'create c 4096')" 'ok create c .*' "up to the limit"
echo 0 >/sys/module/u_dma_buf_mgr/parameters/max_bytes

printf 'delete a\n\n;\ndelete c\n' >&3
is "$(cat <&3)" "$(printf 'ok delete a origin=manager\nok delete c origin=manager')" \
  "one line per command, none for a blank one"
is "$(cat <&3)" "" "no answer waiting: end of file"

# fill_queue COUNT: that many answers, from none0 on.
fill_queue() {
  n=0
  while [ "$n" -lt "$1" ]; do
    printf 'delete none%d\n' "$n" >&3 2>/dev/null
    n=$((n + 1))
  done
}

fill_queue 100
answers=$(cat <&3)
is "$(printf '%s\n' "$answers" | wc -l)" 64 "the queue is bounded"
is "$(printf '%s\n' "$answers" | sed -n 1p)" 'error ENOENT delete none36 column=8: no such buffer' "the oldest went first"

printf 'delete first\n' >&3 2>/dev/null
is "$(dd bs=6 count=1 <&3 2>/dev/null)" 'error ' "an answer can be read in pieces"
fill_queue 64
answers=$(cat <&3)
is "$(printf '%s\n' "$answers" | sed -n 1p)" 'ENOENT delete first column=8: no such buffer' "one that is being read stays"
is "$(printf '%s\n' "$answers" | sed -n 2p)" 'error ENOENT delete none1 column=8: no such buffer' "the one behind it went"
exec 3>&-

is "$(cat "$MANAGER")" "" "a reader that never wrote gets nothing"
is "$(cat /sys/class/misc/u-dma-buf-mgr/version)" "$(cat /sys/module/u_dma_buf_mgr/version)" "version without opening"
is "$(cat /sys/class/misc/u-dma-buf-mgr/features)" 'answers limits errno place temporary' "features without opening"

rmmod u-dma-buf-mgr
rmmod u-dma-buf
modprobe u-dma-buf udmabuf3=4096
modprobe u-dma-buf-mgr
is "$(attribute udmabuf3 origin)" parameter "the driver tells whose a buffer is"
create mine 4096
rmmod u-dma-buf-mgr
modprobe u-dma-buf-mgr
exec 3<>"$MANAGER"
is "$(asked 'delete mine')" 'ok delete mine origin=manager' "a manager before this one made it"
is "$(asked 'delete udmabuf3')" 'ok delete udmabuf3 origin=parameter' "the manager did not make it"
exec 3>&-

# Who closes the file takes the answers that nobody read.
unread() {
  for _ in $(seq 2000); do
    exec 5<>"$MANAGER"
    echo 'delete nosuch' >&5
    exec 5>&-
  done 2>/dev/null
}
# Of more than a file keeps, the oldest go.
too_many() {
  exec 5<>"$MANAGER"
  for _ in $(seq 2000); do echo 'delete nosuch' >&5; done 2>/dev/null
  exec 5>&-
}

all_read() {
  exec 5<>"$MANAGER"
  for _ in $(seq 40); do
    for _ in $(seq 50); do echo 'delete nosuch' >&5; done 2>/dev/null
    cat <&5 >/dev/null
  done
  exec 5>&-
}

# leaves_nothing COMMAND WHAT: the first time fills the kernel's caches.
leaves_nothing() {
  "$1"
  slab_objects /tmp/objects-before
  "$1"
  is_given_back "no slab cache has gained an object for each answer $2" objects_are_back /tmp/objects-before 1500
}

leaves_nothing unread "that nobody read"
leaves_nothing too_many "that another took the place of"
leaves_nothing all_read "that was read"
