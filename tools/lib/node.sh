# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Node.js, npm and the workspace's npm packages. Debian 12's node is too old to build
# with, and its npm ends a failed script of a workspace with status 0. Where the machine
# has nothing newer, Debian's npm fetches both, from npm packages that carry them.

NODE_WANTED_MAJOR=20
NPM_WANTED_MAJOR=10
NODE_PACKAGE_VERSION=20.20.2
NPM_PACKAGE_VERSION=10.9.9

# _is_new_enough COMMAND MAJOR
_is_new_enough() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  version=${version#v}
  ((${version%%.*} >= $2))
}

_has_node() {
  _is_new_enough node "$NODE_WANTED_MAJOR" && _is_new_enough npm "$NPM_WANTED_MAJOR"
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
  local directory=$1 arch
  arch=$(npm_architecture "$(uname -m)")
  [[ -n $arch ]] || die "no Node.js $NODE_WANTED_MAJOR to be had for $(uname -m): install it by hand"
  mkdir -p "$directory/bin"
  npm install --prefix "$directory" --no-save --no-audit --no-fund --loglevel=error \
    "node-linux-$arch@$NODE_PACKAGE_VERSION" "npm@$NPM_PACKAGE_VERSION"
  ln -sfn -t "$directory/bin" "../node_modules/node-linux-$arch/bin/node" \
    ../node_modules/.bin/npm ../node_modules/.bin/npx
}

_install_node() {
  local directory=$BUILD_DIR/toolchain
  PATH=$directory/bin:$PATH
  _has_node && return
  _install_npm_client
  _has_node && return
  _download_node "$directory"
  hash -r
  _has_node || die "Node.js $NODE_PACKAGE_VERSION and npm $NPM_PACKAGE_VERSION were downloaded but do not run"
}

# ensure_node: node and npm, new enough, first in PATH.
ensure_node() {
  _has_node || with_lock node _install_node
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
