# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# A session in a machine that is booted from a Debian root. Source it after tools/lib/lib.sh,
# tools/machines/lib.sh and become_root. The variables `root`, `work` (where image and console go)
# and `parts` (a directory that has the program `session`) are the caller's. What else of
# `parts` the machine has, session_files says: FILE:PLACE.

session_files=()

_session_add() {
  local file source
  for file in "$@"; do
    source=${file%%:*}
    "${AS_ROOT[@]}" install -D --preserve-timestamps -m "$(stat --format %a "$source")" "$source" "$root${file#*:}"
  done
}

_session_remove() {
  "${AS_ROOT[@]}" rm "${@/#*:/$root}"
}

# _session_all: put all files of a session, each with its place, into the array `all`.
_session_all() {
  all=(
    "$REPO_ROOT/tools/lib/session/session.service:/etc/systemd/system/session.service"
    "$REPO_ROOT/tools/lib/session/run-session:/usr/local/bin/run-session"
    "$REPO_ROOT/tools/lib/kernel-log.sh:/usr/local/lib/kernel-log.sh"
    "$parts/session:/usr/local/bin/session"
    "${session_files[@]/#/$parts/}"
  )
}

# session_tree DIRECTORY: the files alone, for what makes an image with them in it.
session_tree() {
  local root=$1 all
  _session_all
  _session_add "${all[@]}"
}

# session_image: of the root, which afterwards is as it was before: for all that is added there
# are directories.
session_image() {
  local all
  _session_all
  _session_add "${all[@]}" && "$REPO_ROOT/tools/machines/image" "$root" "$work/image" && _session_remove "${all[@]}"
}

# use_parameters ARCH PARAMETERS: put those of the kernel into the variable `parameters`. One of
# PARAMETERS starts session.service: systemd.unit= with what it requires and no more,
# systemd.wants= with all that the root starts when it boots.
use_parameters() {
  use_arch "$1"
  parameters="quiet $LOG_PARAMETERS systemd.show_status=0 systemd.mask=serial-getty@$CONSOLE.service $2"
}

# boot_image ARCH PARAMETERS [OPTION-OF-BOOT… [-- OPTION-OF-QEMU…]]: what session_image has made.
boot_image() {
  local parameters
  use_parameters "$1" "$2"
  "$REPO_ROOT/tools/machines/boot" --arch "$1" --kernel "$work/image.vmlinuz" --initrd "$work/image.initrd" \
    --disk "$work/image" --log "$work/console" --append "root=/dev/vda rw $parameters" "${@:3}"
}

# boot_disk ARCH FILE PARAMETERS [OPTION-OF-BOOT…]: a disk that has the session, which UEFI
# firmware boots from. systemd-boot, of 254 and newer, takes more parameters from the firmware.
boot_disk() {
  local parameters token
  use_parameters "$1" "$3"
  token=$(new_token)
  parameters="console=$CONSOLE panic=-1 oops=panic vm.token=$token $parameters"
  "$REPO_ROOT/tools/machines/boot" --arch "$1" --token "$token" --disk "$2" --log "$work/console" "${@:4}" -- \
    -no-reboot "${UEFI[@]}" -smbios "type=11,value=io.systemd.boot.kernel-cmdline-extra=$parameters"
}

# boot_session: the same with a new image, which goes when the machine has ended.
boot_session() {
  local status=0
  session_image && boot_image "$@" || status=$?
  "${AS_ROOT[@]}" rm -f "$work"/image{,.initrd,.vmlinuz}
  return "$status"
}

# test_console WHAT LINE: the session said this.
test_console() {
  tap_ok "$1" grep -xF -- "$2" "$work/console"
}
