# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Commands that are refused, with their errors; nothing may come of them.

. ./lib.sh

load

for command in createfoo\ x\ 4096 deletefoo\ x CREATE\ x\ 4096 cre\ x\ 4096 list \
  create 'create x' 'create 4096' delete 'delete x y' 'delete x 4096' \
  'create x 4096 8192' 'create x 4096 quirk-mmap-only' 'create x 4096 quirk-mmap' \
  'create x 4096 quirk-mmap-offs' 'create x 4096 nonsense' 'create x 4096 colour=red' \
  'create x 4096=' 'create x =4096' 'create x 4096 size' 'create x size=' 'create x 4096 bus=' \
  'create x 4096 device=' 'create x 4096 dma-mask=' 'create x 4096 dma-mask' \
  'create x 4096 bus=nosuch' "create x 4096 bus=nosuch device=$EDU" \
  "create x 4096 bus=pc device=$EDU" "create x 4096 bus=pcie device=$EDU" \
  'create x 0' 'create x 0x0' 'create x size=0' 'create x -1' 'create x -4096' 'create x 4K' \
  'create x 4096x' 'create x 0x' 'create x 08' 'create x 1.5' 'create x size=4096,' \
  'create x 4096 dma-mask=0' 'create x 4096 dma-mask=11' 'create x 4096 dma-mask=65' \
  'create x 4096 dma-mask=-1' 'create x 4096 dma-mask=many' 'create x 4096 dma-mask=32x' \
  'create ../x 4096' 'create a/b 4096' 'create .x 4096' 'create . 4096' 'create .. 4096' \
  'create -x 4096' 'create _x 4096' 'create @x 4096' 'create x! 4096' 'create x,y 4096' \
  'create x% 4096' 'create x=y 4096' 'create é 4096' 'delete ../x' 'delete a/b' 'delete .x'; do
  command_gives EINVAL "$command"
done

control=$(printf 'create x\001 4096')
command_gives EINVAL "$control" "a control character in a name"
carriage_return=$(printf 'create x 4096\r')
command_gives EINVAL "$carriage_return" "a carriage return at the end of a line"
command_gives EINVAL "create $(printf '%064d' 7) 4096" "a name of 64 bytes"
command_gives EINVAL "create $(printf '%0200d' 7) 4096" "a name of 200 bytes"
command_gives EINVAL "delete $(printf '%064d' 7)" "delete a name of 64 bytes"

command_gives ENOENT 'delete nosuch'
command_gives ENODEV 'create x 4096 device=nosuch'
command_gives ENODEV 'create x 4096 bus=pci device=ffff:ff:1f.7'
command_gives ENODEV "create x 4096 device=$EDU" "a PCI device searched on the platform bus"
command_gives ENODEV 'create x 4096 bus=pcie_port device=nosuch'
if [ -d /sys/bus/amba ]; then
  command_gives ENODEV 'create x 4096 bus=amba device=nosuch'
else
  command_gives EINVAL 'create x 4096 bus=amba device=nosuch'
fi
port=$(find /sys/bus/pci_express/devices -name '*:*' | head -n 1)
for bus in pcie_port pci_express; do
  command_gives EIO "create x 4096 bus=$bus device=${port##*/}" "a parent on the bus $bus, without a DMA mask"
done

command_gives EOVERFLOW 'create x 0x10000000000000000' "a size of 2^64"
command_gives EOVERFLOW 'create x 99999999999999999999999'
is "$(buffers)" "" "nothing came of any of them"
is "$(platform_buffers)" "" "no platform device either"

create taken 4096
command_gives EEXIST 'create taken 4096'
command_gives EEXIST 'create taken 8192'
command_gives EEXIST "create taken 4096 bus=pci device=$EDU" "a name in use, with a parent"
is "$(attribute taken size)" 4096 "the buffer that has the name stays as it is"
delete taken
command_gives ENOENT 'delete taken' "delete twice"

# More memory than there is: one line in the log, and no trace of the stack.
for size in $NO_MEMORY_SIZES; do
  log_mark
  command_gives ENOMEM "create big $size"
  false_that "no buffer of $size bytes" exists big
  matches "$(log_since_mark | grep '^u-dma-buf' | grep -v 'mgr: create')" 'u-dma-buf.*big.*' \
    "one log line says that there is no memory"
done
for size in 0xffffffffffffffff 0xfffffffffffff001; do
  matches "$(mgr "create big $size\\n")" 'ENOMEM|EOVERFLOW' "a size of $size does not wrap"
  false_that "no buffer of $size bytes" exists big
done
create after 4096
true_that "a buffer that fits can be made after all that" exists after
