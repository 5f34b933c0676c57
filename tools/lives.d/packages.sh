# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The packages that the lives are made of, beside those of build/packages. Sourced by
# tools/lives, whose variables it uses.

# The version before this one: the same sources, with an older version everywhere.
older_version=5.9.0
older=$BUILD_DIR/lives/older

make_older_packages() {
  local tree=$older/u-dma-buf-mgr-$older_version source=$PACKAGES_DIR/u-dma-buf-mgr_$version-1.dsc wanted
  wanted=$(content_hash "$source")
  if is_stamped "$older/stamp" "$wanted"; then return; fi
  note "building the packages as those of version $older_version"
  rm -rf "$older"
  mkdir -p "$older"
  dpkg-source --no-check --extract "$source" "$tree"
  sed -i "s/${version//./\\.}/$older_version/" "$tree"/debian/changelog "$tree"/dkms/dkms.conf \
    "$tree"/kmod/include/u-dma-buf-version.h "$tree"/packages/cli/dist/u-dma-buf-mgr.js
  (cd "$tree" && dpkg-buildpackage --build=any --unsigned-changes)
  rm -r "$tree"
  printf '%s\n' "$wanted" >"$older/stamp"
}

# make_modules OUT: the ready-built modules of the root's kernel, by the root's compiler.
make_modules() {
  node "$REPO_ROOT/packages/deb/dist/u-dma-buf-mgr-deb.js" modules --out "$1" --arch amd64 \
    --kernel "linux-image-$release" --headers "$root/usr/src/linux-headers-$release" \
    --make "$REPO_ROOT/tools/vm/in-root --bind $REPO_ROOT $root make"
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

# make_stand_ins OUT: for the reference's package, which has a kernel's modules in
# /lib/modules/RELEASE/ikwzm; for one that leaves the same modules to DKMS; and for the
# headers of a kernel that no module can be built for.
make_stand_ins() {
  local out=$1 parts=$REPO_ROOT/tools/lives.d/stand-ins tree
  tree=$out/stand-in
  rm -rf "$tree"

  mkdir -p "$tree/reference/usr/lib/modules/$release/ikwzm" "$tree/reference/DEBIAN"
  dpkg-deb --extract "$out/u-dma-buf-mgr-modules-${release}_$version-1_amd64.deb" "$tree/modules"
  take_for_older "$tree/modules" "$tree/reference/usr/lib/modules/$release/ikwzm"
  printf '#!/bin/sh\ndepmod -a %s\n' "$release" | tee "$tree/reference/DEBIAN/postinst" >"$tree/reference/DEBIAN/postrm"
  chmod 755 "$tree"/reference/DEBIAN/post*
  stand_in "$out" "u-dma-buf-$release" 5.5.0 amd64 "$tree/reference" 'Provides: u-dma-buf-kernel-module'

  mkdir -p "$tree/dkms/usr/src"
  cp -r "$parts/u-dma-buf-dkms/DEBIAN" "$tree/dkms"
  cp -r "$parts/u-dma-buf-dkms/source" "$tree/dkms/usr/src/u-dma-buf-5.5.0"
  # By another name here, since u-dma-buf-mgr-deb takes any dkms.conf in git for ours.
  cp "$parts/u-dma-buf-dkms/dkms-conf" "$tree/dkms/usr/src/u-dma-buf-5.5.0/dkms.conf"
  stand_in "$out" u-dma-buf-dkms 5.5.0 all "$tree/dkms" 'Depends: dkms' 'Provides: u-dma-buf-kernel-module'

  local broken=9.9.9-broken
  mkdir -p "$tree/headers/usr/lib/modules/$broken" "$tree/headers/usr/src"
  cp -r "$parts/linux-headers-$broken/DEBIAN" "$tree/headers"
  cp -r "$parts/linux-headers-$broken/source" "$tree/headers/usr/src/linux-headers-$broken"
  ln -s "/usr/src/linux-headers-$broken" "$tree/headers/usr/lib/modules/$broken/build"
  stand_in "$out" "linux-headers-$broken" 1 all "$tree/headers"
  rm -r "$tree"
}

# make_repository DIRECTORY: all of them for one release of Debian, signed.
make_repository() {
  local out=$1/packages
  rm -rf "$out"
  mkdir -p "$out"
  make_modules "$out"
  make_stand_ins "$out"
  node "$REPO_ROOT/packages/deb/dist/u-dma-buf-mgr-deb.js" repo --out "$1/repository" --key-home "$BUILD_DIR/keys" \
    "$PACKAGES_DIR"/u-dma-buf-{mgr,mgr-dkms}_"$version"-1_amd64.deb "$PACKAGES_DIR/u-dma-buf-dev_$version-1_all.deb" \
    "$older"/*.deb "$out"/*.deb
}
