# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# max_buffers and max_bytes: exact, whatever has failed or gone in between.

. ./lib.sh

load

PARAMETERS=/sys/module/u_dma_buf_mgr/parameters

# limit PARAMETER VALUE
limit() {
  echo "$2" >"$PARAMETERS/$1"
}

# fit SIZE: creates buffers until one is refused; prints how many fit, and why not more.
fit() {
  n=0
  while result=$(mgr "create fit$n $1\\n") && [ "$result" -gt 0 ] 2>/dev/null; do
    n=$((n + 1))
  done
  echo "$n $result"
}

delete_fitted() {
  for buffer in "$CLASS"/fit*; do
    delete "${buffer##*/}"
  done
}

limit max_buffers 5
true_that "eight writers under a limit of five buffers" writers 8 60
is "$(fit 4096)" "5 EDQUOT" "after all that, exactly five fit"
delete fit3
is "$(mgr 'create again 4096\n' 'create more 4096\n' | tr '\n' ' ')" "18 EDQUOT " "for one that is deleted another one fits"
delete again
create fit3 4096
limit max_buffers 3
command_gives EDQUOT 'create more 4096' "a limit below what there is"
is "$(buffers | wc -l)" 5 "takes nothing away"
delete_fitted
is "$(fit 4096)" "3 EDQUOT" "and counts from then on"
delete_fitted
limit max_buffers 0

limit max_bytes 40960
true_that "eight writers under a limit of bytes" writers 8 60
is "$(fit 4096)" "10 EDQUOT" "after all that, exactly so many fit"
delete_fitted
is "$(fit 10000)" "4 EDQUOT" "the sizes that were asked for count, not pages"
delete_fitted
# More than the page allocator has in one piece: a range that is emptied for it.
limit max_bytes 16000000
is "$(fit 0x600000)" "2 EDQUOT" "and so do those of large buffers"
delete_fitted
limit max_bytes 0

# What goes without the manager stops counting.
limit max_buffers 1
create first 4096
command_gives EDQUOT 'create second 4096'
parent=$(parent_of first)
echo "$parent" >"/sys/bus/platform/devices/$parent/driver/unbind"
false_that "a buffer whose parent is unbound is gone" exists first
create second 4096
true_that "another one fits in its place" exists second
delete second
limit max_buffers 0

# What another made does not count.
unload
load_with udmabuf0=4096
limit max_buffers 1
create own 4096
true_that "a buffer of a module parameter does not count" exists own
delete udmabuf0
command_gives EDQUOT 'create second 4096' "nor does its deletion"
delete own
