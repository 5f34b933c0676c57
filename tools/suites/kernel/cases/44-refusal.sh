# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the answer and the log say if there is no memory of a size.

. ./lib.sh

# refusal COMMAND: the answer.
refusal() {
  exec 5<>"$MANAGER"
  printf '%s\n' "$1" >&5 2>/dev/null
  cat <&5
  exec 5>&-
}

# tells MASK SIZE OPTION…: the answer and one line of the log have the mask and the largest piece,
# which is left in $largest; $rest is what comes after that.
tells() {
  mask=$1 size=$2
  shift 2
  log_mark
  answer=$(refusal "create big $size $*")
  told=${answer##*: }
  matches "$answer" "error ENOMEM create big column=12: no memory of this size: .*" "$size $*: refused"
  matches "$told" "DMA mask $mask, largest piece now [0-9]+ bytes.*" "the answer says what there is"
  is "$(log_since_mark | sed -n "s/.*big: cannot allocate $((size)) bytes for [^ ]*: //p")" "$told" "and one line of the log"
  largest=${told##* now } rest=${told#* bytes}
  largest=${largest%% *}
}

load
# With cma=256M: what the DMA API has is more than the rest, but not twice as much.
cma=$(awk '/^CmaTotal/ { print $2 * 1024 }' /proc/meminfo)
if [ "${cma:-0}" -ge $((0x10000000)) ]; then
  tells 0xffffffff 0x40000000 quirk-mmap-on
  true_that "the largest piece is nearly all of CMA" [ "$largest" -ge $((cma - cma / 32)) ]
  unload
  return
fi

for mode in on auto page; do
  tells 0xffffffff 0x40000000 quirk-mmap-$mode
  is "$rest" "" "no mode has 1 GiB"
  # A little less: other programs run meanwhile.
  most=$((largest * 15 / 16))
  create big $most quirk-mmap-$mode
  is "$(attribute big size)" $most "but what it says"
  delete big
done

if [ "$(uname -m)" = x86_64 ]; then
  tells 0xfffffff 0x20000000 dma-mask=28
  true_that "the largest piece is below the mask" [ "$largest" -le $((0x10000000)) ]
  true_that "and is there" [ "$largest" -gt 0 ]
fi

create probe 4096
if [ "$(attribute probe dma_coherent)" = 0 ]; then
  tells 0xffffffff 0x8000000 quirk-mmap-off
  is "$rest" ", quirk-mmap-on has memory of this size" "it names the mode that works"
  create big 0x8000000 quirk-mmap-on
  is "$(attribute big size)" 134217728 "which has"
  delete big
fi
delete probe
unload
