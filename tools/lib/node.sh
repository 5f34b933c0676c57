# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Node.js and the workspace's npm packages. Debian 12 has Node 18, which is too old
# to build with; the npm package node-linux-<arch> carries a newer binary.

NODE_WANTED_MAJOR=20
NODE_PACKAGE_VERSION=20.20.2

_has_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null) || return 1
  ((major >= NODE_WANTED_MAJOR))
}

# Debian's npm depends on Debian's nodejs and would fight with any other.
_install_npm_client() {
  command -v npm >/dev/null && return
  if command -v node >/dev/null &&
    [[ $(dpkg-query --show --showformat '${Maintainer}' nodejs 2>/dev/null) != *debian* ]]; then
    die "$(command -v node) is not Debian's and has no npm: install the npm that belongs to it"
  fi
  install_debian_packages nodejs npm
}

_download_node() {
  local directory=$BUILD_DIR/node arch
  case $(uname -m) in
    x86_64) arch=x64 ;;
    aarch64) arch=arm64 ;;
    *) die "no Node.js $NODE_WANTED_MAJOR to be had for $(uname -m): install it by hand" ;;
  esac
  mkdir -p "$directory"
  npm install --prefix "$directory" --no-save --no-audit --no-fund --loglevel=error \
    "node-linux-$arch@$NODE_PACKAGE_VERSION"
  ln -sfn "node_modules/node-linux-$arch/bin" "$directory/bin"
}

_install_node() {
  PATH=$BUILD_DIR/node/bin:$PATH
  _has_node && return
  _install_npm_client
  _has_node && return
  _download_node
  hash -r
  _has_node || die "Node.js $NODE_PACKAGE_VERSION was downloaded but does not run"
}

# ensure_node: a node of at least NODE_WANTED_MAJOR and npm, first in PATH.
ensure_node() {
  if ! _has_node || ! command -v npm >/dev/null; then
    with_lock node _install_node
  fi
}

_npm_ci() {
  local stamp=$REPO_ROOT/node_modules/.installed-from wanted
  wanted=$(sha256sum <"$REPO_ROOT/package-lock.json")
  is_stamped "$stamp" "$wanted" && return
  npm ci --prefix "$REPO_ROOT" --no-audit --no-fund
  printf '%s\n' "$wanted" >"$stamp"
}

# install_npm_packages: exactly what package-lock.json says.
install_npm_packages() {
  ensure_node
  with_lock npm _npm_ci
}
