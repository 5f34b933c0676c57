# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the commands of tools/machines share: what differs between architectures, and
# how they hand a kernel to one another. Sourced after tools/lib/lib.sh;
# the variables set here are for those who source it.

# The release of Debian whose kernels and roots are used unless something else is asked for, and the newest.
BASE_RELEASE=$(release_of base)
STABLE_RELEASE=$(release_of stable)

# use_arch ARCH (of tools/machines/architectures): sets
#   DEBIAN_ARCH   Debian's name of it
#   KBUILD_ARCH   the kernel's
#   CROSS_PREFIX  of the compiler; empty where this machine is of that architecture
#   PREFIX_32     of the compiler for its 32-bit programs; empty where it runs none besides
#   EMULATOR      of its programs; only where a build runs one of them
#   FLAVOUR       of Debian's kernel packages
#   CONSOLE       the kernel's name of QEMU's serial port
#   QEMU          the emulator with machine and processor
#   STRINGS       its arguments for a processor that claims fast string instructions: the figures of
#                 docs/performance.md are of such, but for buffers of up to 1 GiB
#   IOMMU         its arguments for an IOMMU; none where it has none
#   IOMMU_PARAMETER  the kernel's, to use it
#   TAGS          its arguments for memory with tags (MTE); none where it has none
#   UEFI          its arguments for UEFI firmware; none where it has none here
#   ACPI          its arguments for firmware that describes the machine by ACPI, where it
#                 otherwise has a device tree
use_arch() {
  table_row architectures "$1" ||
    die "$1 is not an architecture known here: $(table_cells architectures name | paste -s -d ' ')"
  DEBIAN_ARCH=${ROW[debian]} KBUILD_ARCH=${ROW[kernel]} FLAVOUR=${ROW[flavour]} CONSOLE=${ROW[console]}
  CROSS_PREFIX=${ROW[compiler]} PREFIX_32=${ROW[32bit]}
  read -ra QEMU <<<"${ROW[qemu]}"
  EMULATOR='' STRINGS=() IOMMU=() IOMMU_PARAMETER='' TAGS=() UEFI=() ACPI=()
  case $DEBIAN_ARCH in
    amd64)
      STRINGS=(-cpu max)
      IOMMU=(-device "intel-iommu,intremap=off") IOMMU_PARAMETER=intel_iommu=on
      UEFI=(-bios /usr/share/ovmf/OVMF.fd)
      ;;
    arm64)
      IOMMU=(-machine "iommu=smmuv3")
      TAGS=(-machine "mte=on" -cpu "max,pauth-impdef=on")
      UEFI=(-bios /usr/share/qemu-efi-aarch64/QEMU_EFI.fd)
      ACPI=("${UEFI[@]}")
      ;;
    armhf) EMULATOR="qemu-arm -L /usr/arm-linux-gnueabihf" ;;
  esac
  if [[ $DEBIAN_ARCH == "$(dpkg --print-architecture)" ]]; then CROSS_PREFIX=; fi
}

# use_kernel ARCH [SUITE]: like use_arch, and puts what tools/machines/kernel says into
# the associative array KERNEL (arch, release, image, modules, headers, compiler,
# build_needs, busybox).
use_kernel() {
  local description key value
  use_arch "$1"
  description=$("$REPO_ROOT/tools/machines/kernel" "$@")
  declare -gA KERNEL=()
  while IFS='=' read -r key value; do
    KERNEL[$key]=$value
  done <<<"$description"
}

# our_modules ARCH [SUITE]: the files of the two modules, made for Debian's kernel, and
# without those that are for tests alone.
our_modules() {
  "$REPO_ROOT/tools/machines/modules" "$@" | grep -E '/u-dma-buf(-mgr)?\.ko$'
}

# The kernel's own modules by which a guest has a disk (tools/machines/disk.sh).
DISK_MODULES=(virtio_pci virtio_blk ext4 crc32c_generic)

# add_modules FILES [NAME…]: as options of tools/machines/initramfs, to the array `options`: the files of
# modules, a line each, and some of the kernel's own.
add_modules() {
  local module
  while read -r module; do
    options+=(--module "$module")
  done <<<"$1"
  for module in "${@:2}"; do
    options+=(--own-module "$module")
  done
}

# make_ext4 TREE FILE SIZE: a disk of what is below TREE.
make_ext4() {
  "${AS_ROOT[@]}" mke2fs -q -t ext4 -L root -d "$1" "$2.new" "$3" >/dev/null
  [[ ${#AS_ROOT[@]} == 0 ]] || "${AS_ROOT[@]}" chown "$(id -u):$(id -g)" "$2.new"
  mv "$2.new" "$2"
}

_make_system_disk() {
  local disk=$1 size=$2 tree=$work/root
  [[ ! -e $disk ]] || return 0
  note "making a Debian system on ${disk#"$REPO_ROOT/"}"
  "${AS_ROOT[@]}" rm -rf "$tree" "$work"/disk-*
  # A mount namespace of its own: whatever ends mmdebstrap, no mount of it stays behind.
  "${AS_ROOT[@]}" unshare --mount mmdebstrap --quiet --mode=root "${@:3}" "$BASE_RELEASE" "$tree" >&2
  make_ext4 "$tree" "$disk" "$size"
  "${AS_ROOT[@]}" rm -rf "$tree"
}

# use_system_disk SIZE ARGUMENT…: put a disk with a system of the base release, made once, into the variable
# `disk`. The arguments are mmdebstrap's. The variable `work`, a directory of the suite's own, is the caller's;
# become_root comes before.
use_system_disk() {
  disk=$work/disk-$(printf '%s\n' "$BASE_RELEASE" "$@" | sha256sum | cut -c 1-12)
  mkdir -p "$work"
  with_lock "${work##*/}" _make_system_disk "$disk" "$@"
}

# scratch_disk: the image of a real file system, which O_DIRECT asks for and whose files the
# page cache has. What guests write to it is forgotten.
scratch_disk() {
  local disk=$BUILD_DIR/scratch-1G.ext4
  if [[ ! -e $disk ]]; then
    mke2fs -q -t ext4 -E lazy_itable_init=0 "$disk.$$" 1G >/dev/null
    mv "$disk.$$" "$disk"
  fi
  printf '%s\n' "$disk"
}

# Kernel parameters of every machine: the log must go back to the beginning (tools/lib/kernel-log.sh).
LOG_PARAMETERS=log_buf_len=4M

# new_token: by which tools/machines/boot knows that a status comes from the guest it booted.
new_token() {
  od -A n -N 8 -t x1 /dev/urandom | tr -d ' \n'
}

# own_suite: the Debian release of this machine.
own_suite() {
  (. /etc/os-release && printf '%s' "$VERSION_CODENAME")
}

_ccache=() # the words before a command in a root

# use_ccache: what has been compiled before, with the same words and headers, is not compiled again; after use_builder
# neither. In a root it is root who compiles, so what is kept then lies elsewhere. Where there is no ccache, the folder
# is not there and the compiler is found behind it.
use_ccache() {
  export PATH=/usr/lib/ccache:$PATH CCACHE_DIR=$BUILD_DIR/ccache CCACHE_SLOPPINESS=include_file_ctime,include_file_mtime
  _ccache=(env "PATH=$PATH" "CCACHE_DIR=$CCACHE_DIR-root" "CCACHE_SLOPPINESS=$CCACHE_SLOPPINESS")
}

# use_builder ARCH SUITE: leaves in BUILDER the words before a command that builds modules for that kernel: it runs
# in a root of that release, where this machine has not the compiler.
use_builder() {
  BUILDER=()
  [[ $2 != debug && $2 != "$(own_suite)" ]] || return 0
  BUILDER=("$REPO_ROOT/tools/machines/in-root" --bind "$REPO_ROOT" --bind "$(readlink -f "$BUILD_DIR/kernels")"
  "$("$REPO_ROOT/tools/machines/build-root" "$1" "$2")" "${_ccache[@]}")
}

# main_mirror: of this machine's own release; it serves the other suites as well.
main_mirror() {
  local own
  own=$(own_suite)
  # shellcheck disable=SC2016 # the format is apt's, not the shell's
  apt-get indextargets --no-release-info --format '$(RELEASE) $(REPO_URI)' \
    'Identifier: Packages' 'Component: main' |
    awk -v own="$own" '$1 == own || $1 == "stable" { print $2; exit }'
}

# know_debian SUITE FILE: Debian's archive as a list of apt's sources, which may be in a root.
know_debian() {
  printf 'deb %s %s main\n' "$(main_mirror)" "$1" | "${AS_ROOT[@]}" tee "$2"
}
