# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# What the tests of the packages do in a Debian root, and ask of it. Source it after
# tools/lib/lib.sh and become_root. The variables `root`, `log` (where goes what apt says)
# and `release` (of the root's kernel) are the caller's.

# make_installed_root REPOSITORY: a new root of Debian 12, with the package.
make_installed_root() {
  "${AS_ROOT[@]}" rm -rf "$root"
  "$REPO_ROOT/tools/machines/rootfs" "$root"
  "$REPO_ROOT/tools/machines/install-packages" "$root" "$1"
}

in_root() {
  "$REPO_ROOT/tools/machines/in-root" "$root" "$@"
}

apt() {
  in_root apt-get --yes "$@" 2>&1 | tee -a "$log"
}

# forget_indexes: nothing that apt has seen before may make up for what it sees now.
forget_indexes() {
  "${AS_ROOT[@]}" rm -rf "$root/var/lib/apt/lists"
}

# list_files: what is in the root, with owner, mode and content; but for what apt, dpkg
# and man-db keep of the past, the key that DKMS makes to sign modules, and what install-packages gave apt to know
# the repository.
# The group u-dma-buf stays (Debian Policy 9.2), so that its number is not used again.
list_files() {
  local path kept=(-false)
  for path in /srv/u-dma-buf-mgr /usr/share/keyrings/u-dma-buf-mgr.gpg /etc/apt/sources.list.d/u-dma-buf-mgr.sources \
    /etc/group /etc/group- /etc/gshadow /etc/gshadow- /var/cache/apt /var/cache/debconf /var/cache/man \
    /var/lib/apt /var/lib/dkms/mok.key /var/lib/dkms/mok.pub /var/lib/dpkg /var/log/apt /var/log/dpkg.log; do
    kept+=(-o -path "$root$path")
  done
  "${AS_ROOT[@]}" find "$root" -xdev \( "${kept[@]}" \) -prune -o -printf '%y %m %U:%G /%P %l\n' | sort
  "${AS_ROOT[@]}" find "$root" -xdev \( "${kept[@]}" \) -prune -o -type f -exec sha256sum {} + | sort -k 2
}

unchanged_since() {
  list_files | diff "$1" -
}

# modinfo_of MODULE FIELD
modinfo_of() {
  in_root modinfo -k "$release" -F "$2" "$1"
}

# service_enabled: whether, as systemctl says it.
service_enabled() {
  in_root systemctl is-enabled u-dma-buf-mgr.service
}

no_trace_of_modules() {
  local traces
  traces=$("${AS_ROOT[@]}" find "$root"/{lib/modules,usr/src} -name '*u-dma-buf*') || return
  if [[ -d $root/var/lib/dkms ]]; then
    traces+=$("${AS_ROOT[@]}" find "$root/var/lib/dkms" -name '*u-dma-buf*' && in_root dkms status) || return
  fi
  [[ -z $traces ]] || { printf '%s\n' "$traces" && return 1; }
}
