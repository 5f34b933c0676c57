# shellcheck shell=bash disable=SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The stages of tools/suites/lives/run, whose variables they use. Each leaves the root as the next
# wants it.

package=u-dma-buf-mgr-dkms

# The modules that modprobe would take, and where from: "VERSION DIRECTORY".
chosen_module() {
  printf '%s %s\n' "$(modinfo_of u-dma-buf version)" \
    "$(dirname "$(in_root modinfo -k "$release" -n u-dma-buf)" | sed "s|.*/$release/||")"
}

command_version() {
  in_root u-dma-buf-mgr --version
}

# is_whole: dpkg and apt have nothing to complain of.
is_whole() {
  # shellcheck disable=SC2016 # for the shell in the root
  in_root sh -c 'test -z "$(dpkg --audit)" && apt-get check'
}

# state_of PACKAGE: as dpkg knows it.
state_of() {
  # shellcheck disable=SC2016 # the format is dpkg's
  in_root dpkg-query --show --showformat '${db:Status-Abbrev}' "$1"
}

# dkms_kernels: for which kernels DKMS has installed this version.
dkms_kernels() {
  in_root dkms status "u-dma-buf-mgr/$version" | sed -nE 's/^[^,]*, ([^,]*), .*: installed.*/\1/p' | sort | paste -s -d ' '
}

stage_install() {
  tap_ok "apt installs $older_version" "$REPO_ROOT/tools/machines/install-packages" "$root" "$work/repository" "${asked[@]/%/=$older_version-1}"
  tap_is 'its modules are there' "$older_version $place" chosen_module
  tap_is 'its command runs' "u-dma-buf-mgr $older_version ($command_for)" command_version
  if ! by_dkms; then
    tap_is 'nothing came along that could build any' '' \
      in_root find /usr/bin /usr/sbin -name '*gcc*' -o -name cc -o -name make -o -name dkms
  fi
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
}

stage_upgrade() {
  tap_ok "apt upgrades it to $version" apt upgrade
  tap_is 'the new modules are in the place of the old' "$version $place" chosen_module
  tap_is 'the new command runs' "u-dma-buf-mgr $version ($command_for)" command_version
  if by_dkms; then
    tap_is 'DKMS knows the new alone' "u-dma-buf-mgr/$version, $release, x86_64: installed" in_root dkms status
    tap_is 'no file of the old is left' '' in_root find /usr/src /var/lib/dkms -name "*$older_version*"
  fi
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
}

# missing_modules RELEASE: what the package says of a kernel, as it does of the running one.
missing_modules() {
  in_root /usr/libexec/u-dma-buf-mgr/missing-modules "$1"
}

stage_foreign() {
  tap_is 'of a kernel that has modules, the package says nothing' '' missing_modules "$release"
  tap_fails 'of one that is older than another with modules, to reboot' 'but the newer .* has: reboot' \
    missing_modules 4.9.0-1-amd64
  tap_ok 'apt installs a kernel of Armbian' apt install linux-image-current-rockchip64
  tap_fails 'of that, which headers it wants' '^  apt install linux-headers-current-rockchip64$' \
    missing_modules 99.1.0-current-rockchip64
  tap_fails "of a vendor's, where its headers must be" 'from where the kernel is from, at /lib/modules/99\.1\.0-xilinx/build' \
    missing_modules 99.1.0-xilinx
  tap_ok 'apt purges that kernel' apt purge linux-image-current-rockchip64
}

# Debian's own archive, which the root otherwise does not know.
debian_apt() {
  apt -o Dir::Etc::SourceList=/srv/debian.list "$@"
}

learn_debian() {
  know_debian "$suite" "$root/srv/debian.list"
  debian_apt update
}

install_second_kernel() {
  learn_debian && debian_apt install --no-install-recommends "${second_packages[@]}"
}

second_kernel() {
  in_root sh -c "cd /lib/modules && ls -d *cloud-$arch"
}

stage_kernel() {
  local second
  tap_ok 'apt installs another kernel, and what modules for it take' install_second_kernel
  second=$(second_kernel) || second=none
  tap_is 'the modules are there for it' "$version" in_root modinfo -k "$second" -F version u-dma-buf-mgr
  tap_is 'with its version' "$second" in_root sh -c "modinfo -k $second -F vermagic u-dma-buf | cut -d ' ' -f 1"
  if by_dkms; then
    tap_is 'DKMS has installed them for both' "$(printf '%s\n' "$release" "$second" | sort | paste -s -d ' ')" dkms_kernels
  fi
  tap_ok 'apt removes that kernel' apt purge --auto-remove "^linux-.*-cloud-$arch\$"
  tap_is 'nothing is left of it' '' in_root find /lib/modules /usr/src -name "*cloud-$arch*"
  if by_dkms; then
    tap_is 'DKMS has them for the first alone' "$release" dkms_kernels
    tap_is 'and nothing of the other' '' in_root find /var/lib/dkms -name "*cloud-$arch*"
  fi
  tap_is 'the first has its own' "$version $place" chosen_module
  "${AS_ROOT[@]}" rm "$root/srv/debian.list"
}

# Debian's DKMS ends the installation of a package, or of headers, with an error where modules
# cannot be built: apt says so and goes on with other packages. What must be true besides: what
# worked works, apt can be used, and all is well when the cause has gone.
stage_broken() {
  local broken=linux-headers-9.9.9-broken
  apt install "$broken" >/dev/null || true
  tap_matches 'headers come that no module can be built for' '^i' state_of "$broken"
  tap_is 'the kernel keeps its modules' "$version updates/dkms" chosen_module
  tap_is 'the package stays installed' 'ii ' state_of "$package"
  tap_is 'no module is there for those headers' '' in_root find /lib/modules/9.9.9-broken -name '*.ko*'
  tap_ok 'another package can be installed' in_root sh -c 'apt-get --yes install u-dma-buf-dev; dpkg --status u-dma-buf-dev | grep -x "Status: install ok installed"'
  tap_ok 'the package can be purged' apt purge "$package" u-dma-buf-dev
  apt install "$package" >/dev/null || true
  tap_is 'installed beside such headers, it has modules for the other kernel' "$version updates/dkms" chosen_module
  tap_is 'and its command' "u-dma-buf-mgr $version (amd64)" command_version
  tap_ok 'apt removes those headers' apt purge "$broken"
  tap_ok 'after that, what was left to do is done' in_root sh -c 'dpkg --configure --pending && apt-get --yes --fix-broken install'
  tap_is 'the package is installed' 'ii ' state_of "$package"
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
}

stage_remove() {
  tap_ok 'apt removes it' apt remove "${asked[@]}"
  tap_ok 'no module is left' no_trace_of_modules
  tap_ok 'apt installs it again' apt install "${asked[@]}"
  tap_is 'with its modules' "$version $place" chosen_module
  tap_is 'and its service' enabled service_enabled
  tap_ok 'apt purges it' apt purge "${asked[@]}"
  tap_ok 'every file is as it was before' unchanged_since "$work/files"
}

# comes_along [OPTION]: the packages that apt would install besides.
comes_along() {
  debian_apt --simulate "$@" install "$package" |
    awk -v asked="$package" '$1 == "Inst" && $2 != asked { printf "%s%s", space, $2; space = " " }'
}

stage_alone() {
  tap_ok "apt knows Debian's archive" learn_debian
  tap_is 'without Recommends, apt installs the package and nothing else' '' comes_along --no-install-recommends
  tap_is 'with Recommends too: no kernel, no headers' '' comes_along -o APT::Install-Recommends=true
  "${AS_ROOT[@]}" rm "$root/srv/debian.list"
}

# none_lost: every file of our packages is there, and as it came.
none_lost() {
  local installed
  # shellcheck disable=SC2016 # for dpkg-query
  mapfile -t installed < <(in_root dpkg-query --show --showformat '${db:Status-Abbrev}${Package}\n' 'u-dma-buf-*' |
    sed -n 's/^ii //p')
  ((${#installed[@]} > 0)) && ! in_root dpkg --verify "${installed[@]}" | grep .
}

# of_the_archive: which of the archive's packages are installed.
of_the_archive() {
  local name
  for name in u-dma-buf-dkms u-dma-buf-mgr "$package"; do
    printf '%s:%s\n' "$name" "$(state_of "$name" 2>/dev/null)"
  done | paste -s -d ' '
}

moved_well() {
  tap_is 'its modules are there' "$version updates/dkms" chosen_module
  tap_is 'the service is enabled' enabled service_enabled
  tap_is 'the configuration is what it was' '# mine' in_root cat /etc/u-dma-buf-mgr/board.yaml
  tap_ok 'no file is lost' none_lost
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
}

# move_to REPOSITORY WORD…: apt knows this one alone. The other's index, where it is newer, it would keep.
move_to() {
  forget_indexes
  "$REPO_ROOT/tools/machines/install-packages" "$root" "$work/$1" --yes "${@:2}"
}

stage_archive() {
  tap_ok "apt installs $older_version" apt install "$package=$older_version-1"
  in_root sh -c 'echo "# mine" >/etc/u-dma-buf-mgr/board.yaml'
  tap_ok "apt upgrades it to the archive's" move_to archive "$package"
  tap_is 'which are three' "u-dma-buf-dkms:ii  u-dma-buf-mgr:ii  $package:ii " of_the_archive
  tap_is 'the command is that for all' "u-dma-buf-mgr $version (all)" command_version
  moved_well
  tap_ok 'apt goes back to the one of the other repository' move_to repository --reinstall "$package=$version-1"
  tap_matches 'which is one' "u-dma-buf-dkms:(rc |un )? u-dma-buf-mgr:(rc |un )? $package:ii " of_the_archive
  tap_is 'the command is its own' "u-dma-buf-mgr $version (amd64)" command_version
  moved_well
  in_root rm /etc/u-dma-buf-mgr/board.yaml
  tap_ok 'apt purges it' apt purge "$package" u-dma-buf-mgr u-dma-buf-dkms
  tap_ok 'every file is as it was before' unchanged_since "$work/files"
}

stage_swap() {
  local modules=u-dma-buf-mgr-modules-$release
  apt install "$package" >/dev/null
  tap_ok 'apt puts the ready-built modules in the place of DKMS' apt install u-dma-buf-mgr "$modules"
  tap_is 'the package with DKMS has gone' 'rc ' state_of "$package"
  tap_is 'the modules are the ready-built ones' "$version updates/u-dma-buf" chosen_module
  tap_is 'DKMS knows of none' '' in_root dkms status
  tap_is 'the service is enabled' enabled service_enabled
  tap_ok 'what is left of the other is purged' in_root dpkg --purge "$package"
  tap_is 'the service is still enabled' enabled service_enabled
  tap_is 'and so is the command' "u-dma-buf-mgr $version (all)" command_version
  tap_ok 'apt puts DKMS in their place' apt install "$package"
  tap_is 'the ready-built ones have gone' "$version updates/dkms" chosen_module
  tap_ok 'what is left of them is purged' in_root dpkg --purge u-dma-buf-mgr "$modules"
  tap_is 'the service is enabled after that too' enabled service_enabled
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
  tap_ok 'apt purges it' apt purge "$package"
  tap_ok 'every file is as it was before' unchanged_since "$work/files"
}

# hand_installed: as make modules_install of a module's own tree leaves it.
hand_installed() {
  "${AS_ROOT[@]}" install -D -m 644 -t "$root/lib/modules/$release/extra" \
    "$root/lib/modules/$release/ikwzm/u-dma-buf.ko" && in_root depmod -a "$release"
}

no_module_of_ours() {
  [[ -z $("${AS_ROOT[@]}" find "$root/lib/modules" -name 'u-dma-buf-mgr*') ]] &&
    ! modinfo_of u-dma-buf version | grep -xF "$version"
}

stage_neighbours() {
  local reference=u-dma-buf-$release
  tap_ok "apt installs the reference's package" apt install "$reference"
  tap_is 'its module is taken' '5.5.0 ikwzm' chosen_module
  tap_ok 'somebody installs one by hand' hand_installed
  tap_ok 'apt installs ours beside them' apt install "${asked[@]}"
  tap_is 'ours is taken' "$version $place" chosen_module
  tap_ok 'apt removes ours' apt remove "${asked[@]}"
  tap_ok 'theirs are untouched' in_root sh -c "cd /lib/modules/$release && ls ikwzm/u-dma-buf.ko extra/u-dma-buf.ko"
  tap_matches 'and one of them is taken' '^5.5.0 (ikwzm|extra)$' chosen_module
  tap_ok "apt removes the reference's package" apt purge "$reference"
  tap_is 'the one installed by hand is taken' '5.5.0 extra' chosen_module
  "${AS_ROOT[@]}" rm -r "$root/lib/modules/$release/extra"
  if by_dkms; then
    live_beside_other_dkms
  else
    tap_ok 'apt purges what is left of ours' apt purge "${asked[@]}"
    in_root depmod -a "$release"
    tap_ok 'every file is as it was before' unchanged_since "$work/files"
  fi
}

live_beside_other_dkms() {
  tap_ok 'apt installs another u-dma-buf of DKMS' apt install u-dma-buf-dkms
  tap_is 'its module is taken' '5.5.0 updates/dkms' chosen_module
  tap_ok 'apt installs ours' apt install "$package"
  tap_is 'ours, which is newer, is taken' "$version updates/dkms" chosen_module
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
  tap_ok 'apt purges ours' apt purge "$package"
  # DKMS 3.2 has put the other's module by, and puts it back; 3.0 has overwritten it.
  tap_ok 'apt installs the other anew' apt install --reinstall u-dma-buf-dkms
  tap_is 'it is taken again' '5.5.0 updates/dkms' chosen_module
  tap_ok 'apt installs ours again' apt install "$package"
  tap_ok 'apt purges the other' apt purge u-dma-buf-dkms
  tap_is 'ours is still taken' "$version updates/dkms" chosen_module
  # DKMS 3.2 lets no older module come beside a newer one: apt says so, as of any failure.
  apt install u-dma-buf-dkms >/dev/null || true
  tap_matches 'the other comes, whether DKMS builds it or not' '^i' state_of u-dma-buf-dkms
  tap_is 'when the other comes beside ours, ours is taken' "$version updates/dkms" chosen_module
  tap_ok 'apt purges both' apt purge u-dma-buf-dkms "$package"
  tap_ok 'no module of ours is left' no_module_of_ours
  # The other's, which DKMS 3.2 has put by for ours, it puts back though no package wants it.
  "${AS_ROOT[@]}" rm -rf "$root/lib/modules/$release/updates"
  in_root depmod -a "$release"
  tap_ok 'every file is as it was before' unchanged_since "$work/files"
}
