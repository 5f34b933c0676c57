# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Debian's source of the kernel. Sourced after tools/lib/lib.sh.

LINUX_SOURCE=linux-source-$(table_cells releases linux role base)
_linux_source_archive=/usr/src/$LINUX_SOURCE.tar.xz

# linux_source_version: of the package.
linux_source_version() {
  dpkg-query --show --showformat '${Version}' "$LINUX_SOURCE" 2>/dev/null ||
    die "the Debian package $LINUX_SOURCE is missing: run tools/setup"
}

# extract_linux_source TREE [DIRECTORY]: all of it, or one directory of it, in place of TREE.
extract_linux_source() {
  local depth=1
  [[ -z ${2-} ]] || depth=2
  rm -rf "$1" "$1.stamp"
  mkdir -p "$1"
  tar --extract --file "$_linux_source_archive" --directory "$1" --strip-components $depth "$LINUX_SOURCE${2:+/$2}"
}

# unpack_linux_source TREE [DIRECTORY]: the same, unless TREE has this version already. Two checks share one.
unpack_linux_source() {
  with_lock "${1##*/}" _unpack_linux_source "$@"
}

_unpack_linux_source() {
  local version
  version=$(linux_source_version)
  is_stamped "$1.stamp" "$version" && return
  extract_linux_source "$@"
  printf '%s\n' "$version" >"$1.stamp"
}
