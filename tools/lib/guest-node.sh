# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Node.js in an initramfs. Source it after tools/machines/lib.sh; use_arch says for which architecture.

# guest_node_options MAJOR: put the options of tools/machines/initramfs that add Node, koffi and
# the libraries that they need into the array `options`.
guest_node_options() {
  local node binary
  node=$("$REPO_ROOT/tools/workspace/node-versions" --arch "$DEBIAN_ARCH" "$1")
  binary=$(koffi_binary "$DEBIAN_ARCH")
  options=(--add "$node:/usr/bin/node"
    --add "$REPO_ROOT/node_modules/koffi:/client/node_modules/koffi"
    --add "$binary:/client/node_modules/@koromix/${binary##*/}")
  add_libraries "$node"
}

# add_libraries FILE: those that a program needs, as options of tools/machines/initramfs, to the array `options`.
add_libraries() {
  local name path interpreter
  interpreter=$(readelf --program-headers "$1" | sed -n 's/.*program interpreter: \(.*\)\]/\1/p')
  options+=(--add "$("${CROSS_PREFIX}gcc" -print-file-name="${interpreter##*/}"):$interpreter")
  while read -r name; do
    path=$("${CROSS_PREFIX}gcc" -print-file-name="$name")
    options+=(--add "$(readlink -f "$path"):/lib/$name")
  done < <({
    readelf --dynamic "$1"
    # Which libstdc++ needs.
    echo 'NEEDED [libgcc_s.so.1]'
  } | sed -n 's/.*NEEDED.*\[\(lib.*\)\]/\1/p' | sort -u)
}

# koffi_binary ARCH: the npm package with koffi's code for it. npm has installed that of this machine.
koffi_binary() {
  local name version directory
  name=$(npm_architecture "$1")
  [[ -n $name ]] || die "koffi has no binary for $1 that is known here"
  name=koffi-linux-$name
  directory=$REPO_ROOT/node_modules/@koromix/$name
  if [[ ! -d $directory ]]; then
    version=$(sed -nE "s/.*\"@koromix\/$name\": \"(.*)\".*/\1/p" "$REPO_ROOT/node_modules/koffi/package.json")
    directory=$BUILD_DIR/koffi/$version/$name
    with_lock koffi _fetch_koffi "@koromix/$name@$version" "$directory"
  fi
  printf '%s\n' "$directory"
}

_fetch_koffi() {
  [[ ! -d $2 ]] || return 0
  rm -rf "$2.new"
  mkdir -p "$2.new"
  npm pack --silent --pack-destination "$2.new" "$1" >/dev/null
  tar -xzf "$2.new"/*.tgz -C "$2.new" --strip-components=1
  rm "$2.new"/*.tgz
  mv "$2.new" "$2"
}

# bundle_for_guest SOURCE OUTPUT: one file of a program, from the sources of the packages.
bundle_for_guest() {
  "$REPO_ROOT/node_modules/.bin/esbuild" "$1" --bundle --log-level=warning --platform=node --target=node18 \
    --format=esm --conditions=@u-dma-buf-mgr/source --external:koffi --outfile="$2"
}
