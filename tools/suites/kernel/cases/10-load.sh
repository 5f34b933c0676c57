# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Loading and unloading both modules.

. ./lib.sh

updates=/lib/modules/$(uname -r)/updates

true_that "insmod u-dma-buf" insmod "$updates/u-dma-buf.ko"
true_that "insmod u-dma-buf-mgr" insmod "$updates/u-dma-buf-mgr.ko"
true_that "the control device is a character device" [ -c "$MANAGER" ]
is "$(stat -c %a "$MANAGER")" 600 "the control device is for root alone"
is "$(cat /sys/module/u_dma_buf/version)" "$(cat /sys/module/u_dma_buf_mgr/version)" \
  "both modules have the same version"
true_that "rmmod of both" unload
false_that "the control device is gone" [ -e "$MANAGER" ]
false_that "the class is gone" [ -e "$CLASS" ]

true_that "modprobe u-dma-buf-mgr" modprobe u-dma-buf-mgr
true_that "modprobe u-dma-buf-mgr loads u-dma-buf" [ -d /sys/module/u_dma_buf ]
is "$(buffers)" "" "no buffer is there unless asked for"

create left 0x10000
refused_for "$IN_USE" "u-dma-buf does not unload while the manager is there" rmmod u-dma-buf
true_that "the manager unloads" rmmod u-dma-buf-mgr
true_that "its buffers stay" exists left
true_that "u-dma-buf unloads with idle buffers" rmmod u-dma-buf
is "$(platform_buffers)" "" "and takes them away"

load_with udmabuf0=0x2000
exec 3</dev/udmabuf0
rmmod u-dma-buf-mgr
refused_for "$IN_USE" "u-dma-buf does not unload while a buffer is open" rmmod u-dma-buf
exec 3<&-
true_that "and does once it is closed" rmmod u-dma-buf

# A node that is there before the module, as kmod and systemd-tmpfiles make it at boot.
false_that "nothing is loaded" [ -e /sys/module/u_dma_buf ]
matches "$(grep u_dma_buf_mgr "/lib/modules/$(uname -r)/modules.devname")" \
  "u_dma_buf_mgr u-dma-buf-mgr c10:247" "depmod knows the node that loads the module"
echo /bin/modprobe >/proc/sys/kernel/modprobe
mknod -m 600 "$MANAGER" c 10 247
command_gives 20 'create first 0x1000' "who opens the node has both modules loaded"
true_that "and what was written is done" exists first
is "$(stat -c '%t:%T %a' "$MANAGER")" 'a:f7 600' "the node is as it was"
delete first
true_that "rmmod of both" unload
true_that "the node stays" [ -c "$MANAGER" ]
rm "$MANAGER"

# Another driver has its minor number.
true_that "a module with the manager's minor number loads" modprobe taken-minor
log_mark
true_that "the manager loads all the same" modprobe u-dma-buf-mgr
matches "$(log_since_mark | grep -v 'u-dma-buf ')" \
  'u-dma-buf-mgr: the minor 247 is taken: use no /dev/u-dma-buf-mgr that was there before the module' "and says so"
command_gives 21 'create second 0x1000' "its node is a node of its own"
delete second
unload
rmmod taken-minor
