# shellcheck shell=dash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Memory that must stay movable is left alone, however much is asked for:
#
#   tools/suites/kernel/run amd64 --memory 1G --append movablecore=512M '76-zones'
#
# has a zone of it, most machines of arm64 have CMA, and others neither.

. ./lib.sh

PIECE=$((0x1000000))

# movable_zone: MiB in ZONE_MOVABLE.
movable_zone() {
  awk '/^Node/ { zone = $4 } $1 == "present" && zone == "Movable" { print int($2 / 256) }' /proc/zoneinfo
}

# movable_start: the address where ZONE_MOVABLE begins.
movable_start() {
  awk '/^Node/ { zone = $4 } $1 == "start_pfn:" && zone == "Movable" { printf "0x%x", $2 * 4096 }' /proc/zoneinfo
}

# cma_areas: the first address of each area, and its length in MiB.
cma_areas() {
  dmesg | sed -nE 's/.*cma: Reserved ([0-9]+) MiB at (0x)?0*([0-9a-f]+).*/0x\3 \1/p'
}

# is_in_cma ADDRESS
is_in_cma() {
  cma_areas | while read -r first mib; do
    if [ $(($1)) -ge $((first)) ] && [ $(($1)) -lt $((first + (mib << 20))) ]; then echo yes; fi
  done | grep -q yes
}

load
movable=$(movable_zone)
echo "# ZONE_MOVABLE: ${movable:-0} MiB, CMA: $(cma_areas)"
[ "$(boot_parameter movablecore no)" = no ] || true_that "there is a ZONE_MOVABLE" [ "${movable:-0}" -gt 0 ]
if [ "${movable:-0}" -gt 0 ]; then
  answered 'error EPERM create placed column=28: memory at this address is of ZONE_MOVABLE or highmem' \
    "create placed 4096 address=$(movable_start)" "nor has a buffer an address there"
fi
made=0 wrong=''
while [ $made -lt 200 ] && result=$(mgr "create piece$made $PIECE dma-mask=40 quirk-mmap-page\n") && [ "$result" -gt 0 ] 2>/dev/null; do
  address=$(attribute piece$made phys_addr)
  zone=$(zone_of "$address")
  case $zone in
    '' | *Movable) wrong="$wrong $address in $zone;" ;;
  esac
  ! is_in_cma "$address" || wrong="$wrong $address in CMA;"
  made=$((made + 1))
done
echo "# $made buffers of $((PIECE >> 20)) MiB, then $result; the last in $zone"
is "$result" ENOMEM "buffers of 16 MiB until there is no more"
true_that "there are some" [ $made -gt 0 ]
is "$wrong" "" "none is in ZONE_MOVABLE or in CMA"
available=$(($(awk '/^MemAvailable/ { print $2 }' /proc/meminfo) / 1024))
true_that "others have a sixteenth of the memory: $available MiB" [ $available -ge $(($(memory_mib) / 16)) ]
while [ $made -gt 0 ]; do
  made=$((made - 1))
  delete piece$made
done
