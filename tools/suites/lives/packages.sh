# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The packages that the lives are made of, beside those of build/packages. Sourced by
# tools/suites/lives/run, whose variables it uses.

# make_modules_in_root OUT: by the root's compiler.
make_modules_in_root() {
  make_modules "$1" "$REPO_ROOT" "$release" "$root/usr/src/linux-headers-$release" \
    "$REPO_ROOT/tools/machines/in-root --bind $REPO_ROOT $root make"
}

# cross_build_modules OUT: for the root's kernel, of the older version too, and for the second.
cross_build_modules() {
  use_kernel "$arch" "$suite"
  make_modules "$1" "$REPO_ROOT" "$release" "${KERNEL[headers]}"
  make_modules "$1/older" "$older_tree" "$release" "${KERNEL[headers]}"
  use_kernel "$arch-cloud" "$suite"
  make_modules "$1" "$REPO_ROOT" "${KERNEL[release]}" "${KERNEL[headers]}"
  # Last, since a version takes the place of another where it is built.
  mv "$1"/older/*.deb "$1"
}

# stand_in OUT NAME VERSION ARCHITECTURE DIRECTORY [FIELD…]: a package of what is in the
# directory, with the maintainer scripts in its DEBIAN.
stand_in() {
  local out=$1 name=$2 version=$3 architecture=$4 directory=$5
  shift 5
  mkdir -p "$directory/DEBIAN"
  printf '%s\n' "Package: $name" "Version: $version" "Architecture: $architecture" \
    'Maintainer: Nobody <nobody@u-dma-buf-mgr.invalid>' "$@" \
    'Description: stands in for another package, in a test' >"$directory/DEBIAN/control"
  dpkg-deb --root-owner-group --build "$directory" "$out/${name}_${version}_$architecture.deb" >/dev/null
}

# take_for_older FROM TO: modules, uncompressed, that call themselves 5.5.0, as the reference's
# do: DKMS would not install ours beside some of the same version.
take_for_older() {
  local module name
  find "$1" -name '*.ko*' | while read -r module; do
    name=$(basename "$module" .xz)
    if [[ $module == *.xz ]]; then xz -dc "$module"; else cat "$module"; fi |
      sed "s/version=$version/version=5.5.0/" >"$2/$name"
  done
}

# make_reference OUT: stands in for the reference's package, which has a kernel's modules in
# /lib/modules/RELEASE/ikwzm. Made of ours, which are there already.
make_reference() {
  local out=$1 tree=$1/stand-in
  mkdir -p "$tree/package/usr/lib/modules/$release/ikwzm" "$tree/package/DEBIAN"
  dpkg-deb --extract "$out/u-dma-buf-mgr-modules-${release}_$version-1_$arch.deb" "$tree/modules"
  take_for_older "$tree/modules" "$tree/package/usr/lib/modules/$release/ikwzm"
  printf '#!/bin/sh\ndepmod -a %s\n' "$release" | tee "$tree/package/DEBIAN/postinst" >"$tree/package/DEBIAN/postrm"
  chmod 755 "$tree"/package/DEBIAN/post*
  stand_in "$out" "u-dma-buf-$release" 5.5.0 "$arch" "$tree/package" 'Provides: u-dma-buf-kernel-module'
  rm -r "$tree"
}

# make_other_dkms OUT: for a package that leaves the same modules to DKMS.
make_other_dkms() {
  local tree=$1/stand-in part=$REPO_ROOT/tools/suites/lives/stand-ins/u-dma-buf-dkms
  mkdir -p "$tree/usr/src"
  cp -r "$part/DEBIAN" "$tree"
  cp -r "$part/source" "$tree/usr/src/u-dma-buf-5.5.0"
  # By another name here, since u-dma-buf-mgr-deb takes any dkms.conf in git for ours.
  cp "$part/dkms-conf" "$tree/usr/src/u-dma-buf-5.5.0/dkms.conf"
  stand_in "$1" u-dma-buf-dkms 5.5.0 all "$tree" 'Depends: dkms' 'Provides: u-dma-buf-kernel-module'
  rm -r "$tree"
}

# make_broken_headers OUT: for the headers of a kernel that no module can be built for.
make_broken_headers() {
  local tree=$1/stand-in broken=9.9.9-broken part
  part=$REPO_ROOT/tools/suites/lives/stand-ins/linux-headers-$broken
  mkdir -p "$tree/usr/lib/modules/$broken" "$tree/usr/src"
  cp -r "$part/DEBIAN" "$tree"
  cp -r "$part/source" "$tree/usr/src/linux-headers-$broken"
  ln -s "/usr/src/linux-headers-$broken" "$tree/usr/lib/modules/$broken/build"
  stand_in "$1" "linux-headers-$broken" 1 all "$tree"
  rm -r "$tree"
}

# make_foreign_kernel OUT: stands in for a kernel of Armbian, newer than Debian's and without headers.
make_foreign_kernel() {
  local tree=$1/stand-in
  mkdir -p "$tree/usr/lib/modules/99.1.0-current-rockchip64"
  touch "$tree/usr/lib/modules/99.1.0-current-rockchip64/modules.builtin"
  stand_in "$1" linux-image-current-rockchip64 1 all "$tree"
  rm -r "$tree"
}

# make_repository MAKER…: for one root, signed; the makers are given a directory to leave their
# packages in.
make_repository() {
  local out=$work/packages maker
  rm -rf "$out"
  mkdir -p "$out"
  for maker in "$@"; do
    "$maker" "$out"
  done
  deb_tool repo --out "$work/repository" --key-home "$BUILD_DIR/keys" --name u-dma-buf-mgr \
    "$PACKAGES_DIR/u-dma-buf-mgr-dkms_$version-1_$arch.deb" "$PACKAGES_DIR"/u-dma-buf-{mgr,dev}_"$version-1_all.deb" \
    "$older"/*_{"$arch",all}.deb "$out"/*.deb
}

# make_archive_packages: as the build profile for Debian's own archive makes them, no file in two.
archive_packages=$BUILD_DIR/archive-packages

make_archive_packages() {
  make_of_source "$archive_packages" "$archive_packages/tree" build_for_archive
}

build_for_archive() {
  note "building the packages for Debian's own archive"
  DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage --build=binary --no-check-builddeps \
    --build-profiles=pkg.u-dma-buf-mgr.debian --unsigned-changes >"$archive_packages/log" 2>&1 ||
    die "the packages do not build; see $archive_packages/log"
}

# make_archive: a repository of these alone.
make_archive() {
  deb_tool repo --out "$work/archive" --key-home "$BUILD_DIR/keys" --name u-dma-buf-mgr "$archive_packages"/*.deb
}
