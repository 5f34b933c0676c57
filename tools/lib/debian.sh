# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# listed_packages: the names in tools/packages.list.
listed_packages() {
  sed -e 's/#.*//' "$REPO_ROOT/tools/packages.list" | tr -s '[:space:]' '\n' | sed '/^$/d'
}

# missing_packages NAME…: those that dpkg does not have installed.
missing_packages() {
  local name
  for name in "$@"; do
    [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] ||
      printf '%s\n' "$name"
  done
}

# become_root: put what runs a command as root into the array AS_ROOT (nothing for
# root itself). sudo is asked for a password only where somebody can type one.
become_root() {
  AS_ROOT=()
  if ((EUID == 0)); then return; fi
  command -v sudo >/dev/null || return
  if sudo -n true 2>/dev/null; then
    AS_ROOT=(sudo -n)
  elif [[ -t 0 ]]; then
    AS_ROOT=(sudo)
  else
    return 1
  fi
}

# apt_install NAME…
apt_install() {
  local AS_ROOT
  become_root || die "these Debian packages are missing and neither root nor sudo is at hand." \
    "Install them as root: apt-get install $*"
  local apt=("${AS_ROOT[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600)
  # A source that has nothing to do with us may be broken; the install tells what matters.
  "${apt[@]}" update || note "apt-get update reported errors; trying with the indexes there are"
  "${apt[@]}" install --yes --no-install-recommends "$@"
}

_install_debian_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) || apt_install "${missing[@]}"
}

# install_debian_packages [NAME…]: what is missing of the names, by default of tools/packages.list.
install_debian_packages() {
  command -v dpkg-query >/dev/null || die "this is not a Debian machine: there is no dpkg"
  local names=("$@")
  ((${#names[@]})) || mapfile -t names < <(listed_packages)
  with_lock debian _install_debian_packages "${names[@]}"
}
