# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# sync_for_cpu and sync_for_device: who owns the buffer, which range, what is refused.

. ./lib.sh

load
create sync 0x10000

# go ATTRIBUTE VALUE RESULT OWNER WHAT
go() {
  is "$(set_attribute sync "$1" "$2")" "$3" "$5: $1 takes $2: $3"
  is "$(attribute sync sync_owner)" "$4" "$5: the owner is $4"
  is "$(attribute sync "$1")" 0 "$5: nothing is pending"
}

# packed OFFSET SIZE DIRECTION GO: the value that carries its own arguments.
packed() {
  printf '0x%08x%08x' "$1" $(($2 | $3 << 2 | $4))
}

stored() {
  echo "$(attribute sync sync_offset) $(attribute sync sync_size) $(attribute sync sync_direction)"
}

go sync_for_device 1 1 1 "whole buffer"
go sync_for_cpu 1 1 0 "whole buffer"
go sync_for_device 0 1 0 "zero does nothing"
go sync_for_device '1\n' 2 1 "with a newline"
go sync_for_cpu 0x1 3 0 "hexadecimal"

set_attribute sync sync_offset 0x1000 >/dev/null
set_attribute sync sync_size 4096 >/dev/null
set_attribute sync sync_direction 1 >/dev/null
go sync_for_device 1 1 1 "stored range"
go sync_for_cpu 1 1 0 "stored range"

go sync_for_device "$(packed 0x2000 0x100 2 1)" 18 1 "packed"
go sync_for_cpu "$(packed 0 16 0 1)" 18 0 "packed, the smallest"
go sync_for_device "$(packed 0xfff0 16 1 1)" 18 1 "packed, the last bytes"
go sync_for_cpu "$(packed 0 0x10000 1 1)" 18 0 "packed, the whole buffer"
go sync_for_device "$(packed 0x1000 0x1000 1 0)" 18 1 "packed without the go bit"
go sync_for_cpu "$(packed 0x1000 0x1000 3 1)" 18 0 "packed, both directions"
go sync_for_device "$(packed 0x1000 0x1000 3 0)" 18 1 "packed, both directions, without the go bit"
go sync_for_cpu 4 1 0 "packed, of no bytes"
is "$(stored)" "0x1000 4096 1" "packed values leave the stored ones alone"

go sync_for_device "$(packed 0xfff0 32 0 0)" EINVAL 0 "over the end, without the go bit"
go sync_for_device "$(packed 0x10000 16 0 1)" EINVAL 0 "past the end"
go sync_for_device "$(packed 0xfff0 32 0 1)" EINVAL 0 "over the end"
go sync_for_device "$(packed 0 0x10010 0 1)" EINVAL 0 "longer than the buffer"
go sync_for_device "$(packed 0xffffffff 16 0 1)" EINVAL 0 "the largest offset"
go sync_for_device "$(packed 0xfffff000 0xfffffff0 0 1)" EINVAL 0 "offset and size wrap at 32 bits"
is "$(set_attribute sync sync_direction 3)" EINVAL "3 is no direction to store"

# A stored range outside the buffer is refused where it is stored or where it is used.
# outside OFFSET SIZE
outside() {
  set_attribute sync sync_offset 0 >/dev/null
  set_attribute sync sync_size 4096 >/dev/null
  results="$(set_attribute sync sync_offset "$1") $(set_attribute sync sync_size "$2")"
  results="$results $(set_attribute sync sync_for_device 1)"
  matches "$results" '.*EINVAL.*' "stored offset $1, size $2 is refused"
}
outside 0x10000 1
outside 0xfff0 17
outside 0 0x10001
outside 0xfffffffffffff000 0x1000
outside 0xffffffffffffffff 2
outside 0x1000 0xffffffffffffffff
outside 0x8000000000000000 0x8000000000000000
