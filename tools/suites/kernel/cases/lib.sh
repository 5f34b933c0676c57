# shellcheck shell=dash disable=SC2034 # for those who source it
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the module tests share; they run in a guest, in busybox's shell. A result is
# a line "ok - …" or "not ok - …" (tests/run counts them), a remark begins with "#".

MANAGER=/dev/u-dma-buf-mgr
CLASS=/sys/class/u-dma-buf
# QEMU's edu device as tools/machines/boot places it, and that of which the engine reaches 28
# bits only. (More are in slots that can be switched off, for 56-hot-unplug.)
EDU=0000:00:04.0
EDU_28=0000:00:05.0

pass() {
  printf 'ok - %s\n' "$1"
}

# skip WHY: this machine has nothing of what the test is about. Ends the test.
skip() {
  printf 'ok - %s # SKIP %s\n' "$(basename "$0" .sh)" "$1"
  exit 77
}

# fail WHAT [REMARK…]
fail() {
  printf 'not ok - %s\n' "$1"
  shift
  [ $# -eq 0 ] || printf '#   %s\n' "$@"
}

# is GOT WANTED WHAT
is() {
  if [ "$1" = "$2" ]; then pass "$3"; else fail "$3" "got:    $1" "wanted: $2"; fi
}

# matches GOT EXTENDED-REGEX WHAT: every line of it does.
matches() {
  if printf '%s\n' "$1" | grep -qvxE "$2"; then fail "$3" "got:    $1" "wanted: $2"; else pass "$3"; fi
}

# true_that WHAT COMMAND…, false_that WHAT COMMAND…: the command succeeds, or fails.
true_that() {
  what=$1
  shift
  if "$@"; then pass "$what"; else fail "$what" "failed: $*"; fi
}

false_that() {
  what=$1
  shift
  if "$@" 2>/dev/null; then fail "$what" "succeeded: $*"; else pass "$what"; fi
}

# refused_for ERROR WHAT COMMAND…: the command fails, and says this error.
refused_for() {
  wanted=$1 what=$2
  shift 2
  if said=$("$@" 2>&1); then
    fail "$what" "succeeded: $*"
  elif printf '%s\n' "$said" | grep -qF "$wanted"; then
    pass "$what"
  else
    fail "$what" "$*: $said" "wanted: $wanted"
  fi
}
IN_USE='Resource temporarily unavailable' # rmmod's

# in_time COMMAND…: it succeeds within ten seconds.
in_time() {
  for _ in $(seq 100); do
    ! "$@" || return 0
    usleep 100000
  done
  return 1
}

# process_sleeps PROCESS…: one of them does in what the driver does for it. 32-bit ARM has no stack of another process.
process_sleeps() {
  for process in "$@"; do
    ! { head -n 3 "/proc/$process/stack" && cat "/proc/$process/wchan"; } 2>/dev/null | grep -q 'u_dma_buf\|mutex_lock' || return 0
  done
  return 1
}

# process_ended PROCESS
process_ended() {
  [ ! -e "/proc/$1" ] || grep -q '^State:.Z' "/proc/$1/status"
}

# sleeps_in_driver NAME: a process of that name does, sooner or later.
sleeps_in_driver() {
  in_time named_sleeps "$1"
}

named_sleeps() {
  # shellcheck disable=SC2046 # one or several
  process_sleeps $(pidof "$1")
}

# runs COMMAND…: a program that says its results itself, and ends well.
runs() {
  "$@" || fail "$* runs to its end" "status $?"
}

# mgr TEXT…: each text in one write to the manager, on one open file; prints the results.
mgr() {
  write-file "$MANAGER" "$@"
}

# command_gives RESULT COMMAND [WHAT]: a whole command, in a write of its own.
command_gives() {
  is "$(mgr "$2\\n")" "$1" "${3:-$2}: $1"
}

# answered WANTED COMMAND [WHAT]: what is read after a command, on an open file of its own.
answered() {
  exec 5<>"$MANAGER"
  printf '%s\n' "$2" >&5 2>/dev/null
  is "$(cat <&5)" "$1" "${3:-$2}"
  exec 5>&-
}

# create ARGUMENT…, delete NAME: for when something else is tested.
create() {
  echo "create $*" >"$MANAGER" || fail "create $*"
}

delete() {
  echo "delete $1" >"$MANAGER" || fail "delete $1"
}

exists() {
  [ -e "$CLASS/$1" ]
}

attribute() {
  cat "$CLASS/$1/$2"
}

# What differs between architectures: whether sizes have 32 bits; what dma_coherent says of
# parents of which nothing else is known (on ARM a device tree says which are coherent, and a
# PCI device hears of it when a driver first binds to it); and the mmap mode by default.
IS_32_BIT='' COHERENT=1 DEFAULT_MMAP_MODE=3
case $(uname -m) in
  aarch64) COHERENT=0 DEFAULT_MMAP_MODE=2 ;;
  arm*) IS_32_BIT=yes COHERENT=0 DEFAULT_MMAP_MODE=2 ;;
esac

# Sizes that the kernel can address and no machine here has memory for. On a 32-bit kernel
# what is larger is EOVERFLOW (72-contiguous).
NO_MEMORY_SIZES='0x40000000 0x100010000 0x7ffffffffffff000'
[ -z "$IS_32_BIT" ] || NO_MEMORY_SIZES='0x40000000 0xf0000000'

# set_attribute NAME ATTRIBUTE VALUE: prints what write(2) gave.
set_attribute() {
  write-file "$CLASS/$1/$2" "$3"
}

parent_of() {
  basename "$(readlink -f "$CLASS/$1/device")"
}

buffers() {
  ls "$CLASS"
}

platform_buffers() {
  find /sys/bus/platform/devices -name 'u-dma-buf.*.auto'
}

# The kernel log since the last log_mark, without time stamps.
log_mark() {
  LOG_MARK=vm-test-$(cut -d ' ' -f 1 /proc/uptime)-$$
  echo "<6>$LOG_MARK" >/dev/kmsg
}

log_since_mark() {
  kernel-log | sed "1,/$LOG_MARK/d"
}

load() {
  modprobe u-dma-buf-mgr
}

# load_with PARAMETER=VALUE…: both modules, the parameters for u-dma-buf.
load_with() {
  modprobe u-dma-buf "$@" && modprobe u-dma-buf-mgr
}

unload() {
  rmmod u-dma-buf-mgr && rmmod u-dma-buf
}

# in_background COMMAND…: the command runs until background_ends; it has said "ready".
in_background() {
  [ -p /tmp/background-in ] || mkfifo /tmp/background-in
  : >/tmp/background-out # what the last one said
  "$@" </tmp/background-in >/tmp/background-out 2>&1 &
  BACKGROUND=$!
  exec 4>/tmp/background-in
  while kill -0 "$BACKGROUND" && ! grep -q ready /tmp/background-out; do usleep 10000; done
}

# background_ends: ends that; shows what it said and gives its status.
background_ends() {
  exec 4>&-
  wait "$BACKGROUND"
  background_status=$?
  sed -e '/^ready$/d' -e '/ok - /!s/^/# /' /tmp/background-out
  return $background_status
}

# hold_start WAY NAME [gone]: another process uses the buffer (programs/hold.c) until hold_end.
hold_start() {
  in_background hold "$@"
}

hold_end() {
  background_ends
}

# holder_keeps WHAT COMMAND…: the command does not wait for the holder, who keeps the memory.
holder_keeps() {
  true_that "$@"
  true_that "every byte survived" hold_end
}

# write_to FILE TEXT: fails where the kernel does not take it.
write_to() {
  echo "$2" >"$1"
}

# uio_bind PCI-ADDRESS: the driver that user-space drivers use; it sets the device up for DMA.
uio_bind() {
  write_to "/sys/bus/pci/devices/$1/driver_override" uio_pci_generic &&
    write_to /sys/bus/pci/drivers/uio_pci_generic/bind "$1"
}

uio_unbind() {
  write_to "/sys/bus/pci/devices/$1/driver_override" '' &&
    write_to /sys/bus/pci/drivers/uio_pci_generic/unbind "$1"
}

# references_of PCI-ADDRESS: how many references the kernel has on the device.
references_of() {
  modprobe device-lock "device=$1"
  cat /sys/module/device_lock/parameters/references
  rmmod device-lock
}

# unload_own MODULE: one of the kernel's own, where it is not built in.
unload_own() {
  ! grep -q "^$1 " /proc/modules || rmmod "$1"
}

# kernel_is_at_least MAJOR MINOR
kernel_is_at_least() {
  version=$(uname -r)
  minor=${version#*.}
  minor=${minor%%[!0-9]*}
  [ "${version%%.*}" -gt "$1" ] || { [ "${version%%.*}" -eq "$1" ] && [ "$minor" -ge "$2" ]; }
}

drop_caches() {
  sync
  echo 3 >/proc/sys/vm/drop_caches
}

# shrink_slabs: a slab that a CPU has for itself counts as full, also one that the page cache has just left. This takes
# two seconds: the files that are written to have hundreds of inodes, which the kernel frees some time after they are
# dropped.
shrink_slabs() {
  drop_caches
  for slab in /sys/kernel/slab/*; do
    # Links are other names of a cache.
    [ -L "$slab" ] || echo 1 >"$slab/shrink"
  done
  drop_caches
  sleep 1
}

# count_objects FILE: how many objects of each slab cache are in use at most, without what the page cache keeps, and
# without what the kernel keeps at hand for programs that start and for addresses of its own, which it frees late.
count_objects() {
  drop_caches
  awk 'NR > 2 && $1 !~ /^(vm_area_struct|anon_vma|anon_vma_chain|maple_node|vmap_area)$/ { print $1, $2 }' /proc/slabinfo >"$1"
}

# slab_objects FILE: as count_objects, and no more than there are.
slab_objects() {
  shrink_slabs
  count_objects "$1"
}

# objects_are_back FILE COUNT: no cache has gained as many as COUNT objects since slab_objects; those that have are
# named. The kernel frees much of what is let go of some time later.
objects_are_back() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    count_objects /tmp/objects
    grown=$(awk -v count="$2" 'NR == FNR { before[$1] = $2; next } $2 - before[$1] >= count {
      print $1 ": " before[$1] + 0 " to " $2 }' "$1" /tmp/objects)
    [ -n "$grown" ] || return 0
    shrink_slabs
  done
  printf '%s\n' "$grown" | sed 's/^/#   /'
  return 1
}

has_kmemleak() {
  [ -e /sys/kernel/debug/kmemleak ]
}

# is_given_back WHAT COMMAND…: a count is as it was before. A debug kernel keeps what was freed, to see whether somebody
# still uses it; there kmemleak looks at the end (tests/run).
is_given_back() {
  if has_kmemleak; then
    echo "# kmemleak looks whether $1"
  else
    true_that "$@"
  fi
}

# no_object_stays COUNT WHAT COMMAND: what is run COUNT times leaves no object behind.
no_object_stays() {
  # The first fill the kernel's caches.
  for _ in $(seq 50); do "$3"; done
  slab_objects /tmp/objects-before
  for _ in $(seq "$1"); do "$3"; done
  is_given_back "no slab cache has gained an object for each of $1 $2" \
    objects_are_back /tmp/objects-before $(($1 * 3 / 4))
}

# count_memory: how much is free, in KiB, at least, with the pages that each CPU keeps at hand: newer kernels keep
# megabytes of them.
count_memory() {
  drop_caches
  free=$(sed -n 's/^MemFree: *\([0-9]*\) kB/\1/p' /proc/meminfo)
  echo $((free + 4 * $(awk '$1 == "count:" { pages += $2 } END { print pages + 0 }' /proc/zoneinfo)))
}

# free_memory: as count_memory, and no less than there is.
free_memory() {
  shrink_slabs
  count_memory
}

# memory_is_back BEFORE TOLERANCE: in KiB, since free_memory. The kernel frees much of what is let go of some time
# later.
memory_is_back() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    after=$(count_memory)
    echo "# free memory $1 to $after KiB"
    [ $(($1 - after)) -le "$2" ] && return 0
    shrink_slabs
  done
  return 1
}

# isolated_blocks: the number of pageblocks that the kernel gives nobody memory from.
isolated_blocks() {
  awk '/^Number of blocks type/ { for (i = 5; i <= NF; i++) if ($i == "Isolate") column = i; next }
    /^Free pages/ { column = 0 }
    column && /^Node/ { isolated += $column } END { print isolated + 0 }' /proc/pagetypeinfo
}

# zone_of ADDRESS: the node and the zone that a physical address is in (0 DMA32).
zone_of() {
  awk -v page=$(($1 / 4096)) '/^Node/ { sub(",", "", $2); zone = $2 " " $4 } $1 == "spanned" { spanned = $2 }
    $1 == "start_pfn:" && page >= $2 && page < $2 + spanned { print zone }' /proc/zoneinfo
}

# memory_mib: what the machine has.
memory_mib() {
  awk '/^MemTotal/ { print int($2 / 1024) }' /proc/meminfo
}

# boot_parameter NAME DEFAULT: what the kernel's command line says of it.
boot_parameter() {
  value=$(tr ' ' '\n' </proc/cmdline | sed -n "s/^$1=//p")
  echo "${value:-$2}"
}

# The mmap modes, each of which many a test tries. auto is one of off and on, and a short run is
# without it.
MODES='off on auto page'
[ "$(boot_parameter vm.short no)" = no ] || MODES='off on page'

# needs_module NAME: for tests of one of the kernel's own. Debian's kernels have it; the debug
# kernel, which is for tests alone, has only what it was given.
needs_module() {
  [ -z "$(find /lib/modules -name "$1.ko")" ] || return 0
  true_that "it is no kernel of Debian that has no $1" has_kmemleak
  skip "no $1 in this kernel"
}

# needs_faults: for tests of a kernel that has faults to inject; others have nothing to test.
needs_faults() {
  [ -e /proc/self/fail-nth ] || skip "no faults in this kernel"
}

# faulty CALL NAME [OPTIONS [REFUSED]]: all faults that a call can have (programs/faults.c).
faulty() {
  started=$(cut -d . -f 1 /proc/uptime)
  faults "$@" || fail "faults $* runs to its end" "status $?"
  echo "# $1: $(($(cut -d . -f 1 /proc/uptime) - started)) s"
}
