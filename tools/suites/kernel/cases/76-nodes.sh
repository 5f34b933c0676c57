# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A buffer lies on its parent's node while there is memory, then on another:
#
#   tools/suites/kernel/run amd64 --nodes '76-nodes'
#
# has two nodes. Elsewhere there is one.

. ./lib.sh

# node_of NAME: where its memory lies.
node_of() {
  zone=$(zone_of "$(attribute "$1" phys_addr)")
  echo "${zone%% *}"
}

load
if [ "$(boot_parameter vm.nodes no)" = no ]; then
  create single 0x1000000 quirk-mmap-page
  is "$(node_of single)" 0 "the only node there is"
  delete single
  return
fi
# The kernel takes it for a fault of the firmware, and believes it.
true_that "a device is on node 1" write_to "/sys/bus/pci/devices/$EDU/numa_node" 1
for size in 0x1000 0x100000 0x4000000; do
  for mode in off on page; do
    create near $size bus=pci device=$EDU quirk-mmap-$mode
    is "$(node_of near)" 1 "$size bytes, mmap mode $mode: on the device's node"
    delete near
  done
done

made=0 nodes=''
while [ $made -lt 40 ] && result=$(mgr "create piece$made 0x2000000 bus=pci device=$EDU quirk-mmap-page\n") && [ "$result" -gt 0 ] 2>/dev/null; do
  nodes="$nodes$(node_of piece$made)"
  made=$((made + 1))
done
echo "# 32 MiB at a time: $nodes, then $result"
# A range that cannot be emptied now may be a moment later.
matches "$nodes" '11[01]*0[01]*' "that node comes first; when it has no more, the other"
while [ $made -gt 0 ]; do
  made=$((made - 1))
  delete piece$made
done
