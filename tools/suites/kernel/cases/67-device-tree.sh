# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Buffers that a device tree asks for, in the machine of
#
#   tools/suites/kernel/run arm64 --device-tree buffers '*-device-tree'
#
# In others there must be none.

. ./lib.sh

TREE=/proc/device-tree

[ -e $TREE/dt-plain ] || skip "no nodes in the device tree"

# has NAME ATTRIBUTE VALUE
has() {
  is "$(attribute "$1" "$2")" "$3" "$1: $2 is $3"
}

# lies NAME FROM TO: all of it, by its DMA address.
lies() {
  first=$(($(attribute "$1" phys_addr)))
  last=$((first + $(attribute "$1" size)))
  true_that "$1 lies from $2 to $3" [ "$first" -ge $(($2)) -a "$last" -le $(($3)) ]
}

log_mark
true_that "the module is loaded by what a node says it is compatible with" \
  modprobe 'of:Ndt-plainT(null)Cikwzm,u-dma-buf' info_enable=3 udmabuf6=4096 udmabuf7=8192
modprobe u-dma-buf-mgr
log_since_mark | grep -v 'assigned reserved memory node' >/tmp/log

has dt-plain size 65536
has dt-plain origin device-tree
has dt-plain sync_mode 1
has dt-plain sync_offset 0x0
has dt-plain sync_size 65536
has dt-plain sync_direction 0
has dt-plain dma_coherent 0
has dt-plain quirk_mmap_mode 2
has dt-old size 8192
has dt-named size 10000
matches "$(cat $CLASS/dt-named/dev)" '[0-9]+:300' "dt-named has its minor number"
matches "$(cat $CLASS/udmabuf301/dev)" '[0-9]+:301' "a buffer without a name has that of its minor number"
false_that "and not that of its node" exists dt-node-of-numbered
true_that "the nodes are there" [ -c /dev/dt-named -a -c /dev/udmabuf301 ]

has dt-sync sync_mode 6
has dt-sync sync_offset 0x1000
has dt-sync sync_size 8192
has dt-sync sync_direction 1
has dt-sync-wide sync_mode 3
has dt-sync-wide sync_offset 0x3000
has dt-sync-wide sync_size 16384
has dt-sync-wide sync_direction 2
has dt-always sync_mode 5
has dt-coherent dma_coherent 1
has dt-off quirk_mmap_mode 1
has dt-on quirk_mmap_mode 2
has dt-auto quirk_mmap_mode 3
has dt-page quirk_mmap_mode 4
for mask in "dt-plain 00000000ffffffff" "dt-mask 0000000fffffffff" "dt-mask-widest ffffffffffffffff"; do
  true_that "the DMA mask is that of ${mask% *}" grep -q "${mask% *}: dma mask       = 0x${mask#* }" /tmp/log
done

lies dt-private 0x50000000 0x50400000
lies dt-private-page 0x50000000 0x50400000
lies dt-contiguous 0x54000000 0x55000000
lies dt-contiguous-off 0x54000000 0x55000000
lies dt-contiguous-page 0x54000000 0x55000000
lies dt-crowded 0x55000000 0x55400000
lies dt-narrow 0x700000 0x800000
false_that "a node that is disabled has no buffer" exists dt-disabled
for name in udmabuf6 udmabuf7; do
  has $name origin parameter
done

# logged_once NODE…: one line in the log about each.
logged_once() {
  for node in "$@"; do
    node=$(basename "$node")
    # Newer kernels add one of their own where there is no buffer.
    is "$(grep "$node: .*" /tmp/log | grep -v 'probe with driver' | grep -vcE "$CREATION")" 1 "$node: one line in the log"
    sed -n "s/^/# /; /$node: /p" /tmp/log | grep -vE "$CREATION"
  done
}

CREATION=': [a-z]+ [a-z]+ *= |: mmap +=|driver installed'
is "$(buffers | grep bad)" "" "no buffer where a property is bad that it needs"
logged_once $TREE/bad-*
logged_once $TREE/odd-*
# refused_in NODE REGION-AND-WHY: the line says what the region still has.
refused_in() {
  matches "$(sed -n "s/.*$1: cannot/cannot/p" /tmp/log)" "cannot allocate [0-9]+ bytes for $1 in its region $2" \
    "$1: the log says of which region, why, and what is free"
}
full='no piece of this size is free; DMA mask 0xffffffff, largest free piece that it reaches 1048576 bytes'
for mode in '' -off -page; do
  refused_in bad-crowded$mode "crowded@55000000 \\(0x0*55000000 to 0x0*553fffff\\): $full"
done
refused_in bad-contiguous-small "contiguous@54000000 .*: it is smaller; .*largest free piece .* [0-9]+ bytes"
refused_in bad-private-small "private@50000000 .*: it is smaller; .*largest free piece .* [0-9]+ bytes"
for node in "$TREE"/odd-*; do
  true_that "$(basename "$node"): a buffer all the same" exists "$(basename "$node")"
done
# has_all_defaults NAME: what sync properties change.
has_all_defaults() {
  is "$(for a in sync_mode sync_offset sync_size sync_direction; do attribute "$1" $a; done | xargs)" \
    '1 0x0 4096 0' "$1: has the defaults"
}
for name in odd-sync-mode odd-sync-mode-zero odd-sync-direction odd-sync-offset odd-sync-size odd-sync-string; do
  has_all_defaults $name
done

# As users write them.
has posted0 size 1048576
matches "$(cat $CLASS/posted0/dev)" '[0-9]+:[0-9]{1,2}' "posted0, whose number is a string, has a free one"
matches "$(grep 'udmabuf0: minor-number' /tmp/log)" '.*the default is used' "and the log says so"
has posted1 sync_mode 5
has posted1 dma_coherent 1
matches "$(cat $CLASS/posted1/dev)" '[0-9]+:311' "posted1 has its minor number"
has udmabuf312 size 2097152
has posted-hp0 size 4194304
has posted-hp0 sync_direction 2
lies posted-region 0x50000000 0x50400000

is "$(buffers | grep -xE 'null|u-dma-buf-mgr|input.*')" "" "no buffer with the name of another entry in /dev"
is "$(stat -c '%t:%T %a' /dev/null)" "1:3 666" "/dev/null is what it was"
matches "$(log_since_mark | grep 'u-dma-buf null: ')" '.*another entry in /dev has this name.*' "the log says why"
true_that "the manager has its node" mgr ';'

runs file-operations dt-named
for name in dt-coherent dt-page dt-private dt-private-page dt-contiguous dt-contiguous-off; do
  echo "# $name"
  runs mappings $name
done
for name in dt-old dt-private-dma dt-contiguous-dma; do
  if edu-dma $name $EDU >/tmp/dma 2>&1; then pass "$name: DMA"; else fail "$name: DMA" "$(cat /tmp/dma)"; fi
done

# Regions for buffers that are made now.
in_region() { # REGION FROM TO [OPTION…]
  region=$1 from=$2 to=$3
  shift 3
  create placed 0x20000 region="$region" "$@"
  lies placed "$from" "$to"
  delete placed
}
for mode in off on auto page; do
  in_region contiguous 0x54000000 0x55000000 quirk-mmap-$mode
  in_region image_buf 0x53000000 0x53400000 quirk-mmap-$mode
done
in_region image_buf@53000000 0x53000000 0x53400000
in_region image_label 0x53000000 0x53400000
in_region twin@53500000 0x53500000 0x53600000
create placed 0x20000 region=contiguous
runs mappings placed
delete placed
create placed 0x20000 region=image_buf
runs mappings placed
delete placed
create placed 0x2000 region=image_buf
true_that "DMA into a region" edu-dma placed $EDU
delete placed
log_mark
answered 'error ENOENT create placed column=27: no such region in the device tree' 'create placed 4096 region=image'
answered 'error ENOTUNIQ create placed column=27: several regions have this name, give the unit address too' \
  'create placed 4096 region=twin'
answered 'error ENODEV create placed column=27: region is no shared-dma-pool, or disabled' 'create placed 4096 region=unnamed'
answered 'error ENODEV create placed column=27: region is no shared-dma-pool, or disabled' 'create placed 4096 region=disabled'
answered 'error EFBIG create placed column=31: region smaller than the buffer' 'create placed 0x401000 region=image_buf'
answered 'error EXDEV create placed column=28: device has a memory-region of its own' \
  'create placed 4096 address=0x48000000 device=dt-contiguous'
there='DMA mask 0xffffffff, largest piece now'
answered "error ENOMEM create placed column=31: no piece of this size is free in the region: $there 1048576 bytes" \
  'create placed 0x200000 region=crowded'
matches "$(log_since_mark | grep 'placed: cannot.*crowded')" ".*crowded@55000000 .*$full" "the log says what is free"
is "$(buffers | grep placed)" "" "none of them is there"
create placed 0x400000 region=image_buf
true_that "all of it, and again after those" exists placed
answered "error ENOMEM create second column=27: no piece of this size is free in the region: $there 0 bytes" \
  'create second 4096 region=image_buf'
delete placed
# A parent of the device tree keeps to its region.
parent=$(parent_of dt-crowded)
answered "error ENOMEM create second column=15: no memory of this size: $there 1048576 bytes" \
  "create second 0x200000 device=$parent"
create second 0x80000 device="$parent"
lies second 0x55000000 0x55400000
delete second
delete dt-crowded
create placed 0x400000 region=crowded quirk-mmap-off
lies placed 0x55000000 0x55400000
delete placed
create dt-crowded 0x300000 region=crowded
for address in 0x53000000 0x50000000 0x54000000; do
  matches "$(mgr "create placed 4096 address=$address\n")" 'ENXIO|EACCES|EBUSY' "no buffer at $address, in a region"
  matches "$(log_since_mark | grep "at $address")" ".*the region [a-z_]+@${address#0x} of reserved-memory, which region= gives memory from" \
    "the log says how to have one there"
done

# Right behind the region "private" lies ordinary memory: one of two cannot have the same page.
log_mark
for name in behind second; do mgr "create $name 4096 address=0x50400000\n" >/dev/null; done
true_that "one of two buffers at the same address is refused" grep -q 'cannot lie at 0x50400000' <<END
$(log_since_mark)
END
is "$(log_since_mark | grep 'cannot lie at 0x50400000.*the region')" "" "and the log names no region"
! exists behind || delete behind

count=$(buffers | wc -l)
command_gives 16 'delete dt-plain'
false_that "it is gone" exists dt-plain
command_gives 18 'delete dt-private'
create dt-plain 4096
has dt-plain size 4096
unload
false_that "all go with the module" [ -e $CLASS ]
load
is "$(buffers | wc -l)" "$count" "and come back with it"
has dt-plain size 65536
lies dt-private 0x50000000 0x50400000
unload

# The minors of the parameters are kept for them, and their names.
log_mark
load_with udmabuf0=8192 udmabuf1=4K
has udmabuf0 size 8192
has udmabuf1 origin parameter
matches "$(cat $CLASS/udmabuf0/dev)" '[0-9]+:0' "udmabuf0= has the minor 0, whatever the device tree asks for"
matches "$(cat $CLASS/udmabuf1/dev)" '[0-9]+:1' "udmabuf1= has the minor 1"
is "$(buffers | wc -l)" $((count + 2)) "and no buffer of the device tree is missing"
delete udmabuf1
create later 4096
matches "$(cat $CLASS/later/dev)" '[0-9]+:1' "after the load nothing is kept"
delete later
unload
# A parameter that cannot be: its minor is free again.
load_with udmabuf0=4096 udmabuf0_bind=platform/none
false_that "no buffer on a parent that is not there" exists udmabuf0
create later 4096
matches "$(cat $CLASS/later/dev)" '[0-9]+:0' "its minor is free for others"
