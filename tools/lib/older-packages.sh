# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Packages that are made of the source package in another way: to upgrade from, and ready-built modules, of both
# versions. Source it after tools/lib/packages.sh; the variables `version` and, for modules, `arch` are the caller's.

deb_tool() {
  node "$REPO_ROOT/packages/deb/dist/u-dma-buf-mgr-deb.js" "$@"
}

# The version before this one: the same sources, with an older version everywhere. They stay,
# in the git repository that u-dma-buf-mgr-deb wants: ready-built modules are made of them too.
older_version=5.9.0
older=$BUILD_DIR/older
older_tree=$older/u-dma-buf-mgr-$older_version

make_older_packages() {
  make_of_source "$older" "$older_tree" build_older
}

build_older() {
  note "building the packages as those of version $older_version"
  sed -i "s/${version//./\\.}/$older_version/" debian/changelog dkms/dkms.conf kmod/include/u-dma-buf-version.h \
    packages/cli/package.json
  git init --quiet
  git add --all
  deb_tool build --arch amd64,arm64 --out "$older"
}

# make_of_source OUT TREE BUILDER: what the builder makes in OUT of the source package, in whose extracted tree it runs.
# It is made once of each.
make_of_source() {
  with_lock "${1##*/}" _make_of_source "$@"
}

_make_of_source() {
  local out=$1 tree=$2 builder=$3 source=$PACKAGES_DIR/u-dma-buf-mgr_$version-1.dsc wanted
  wanted=$(content_hash "$source" "$REPO_ROOT/tools/lib/older-packages.sh")
  if is_stamped "$out/stamp" "$wanted"; then return; fi
  rm -rf "$out"
  mkdir -p "$out"
  dpkg-source --no-check --extract "$source" "$tree"
  (cd "$tree" && "$builder")
  printf '%s\n' "$wanted" >"$out/stamp"
}

# make_modules OUT SOURCES RELEASE HEADERS [MAKE]: the ready-built modules of a kernel.
make_modules() {
  (cd "$2" && deb_tool modules --out "$1" --arch "$arch" --kernel "linux-image-$3" --headers "$4" --make "${5:-make}")
}
