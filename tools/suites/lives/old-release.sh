# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The stage of tools/suites/lives/run in a release whose Node is too old for the command. The modules
# need none.

stage_old() {
  local parts=$REPO_ROOT/tools/suites/lives/old-release session_files=()
  local advice='install Node.js 18 or newer'
  tap_ok 'apt installs it' "$REPO_ROOT/tools/machines/install-packages" "$root" "$work/repository" "${asked[@]/%/=$version-1}"
  tap_is 'its modules are there' "$version $place" chosen_module
  tap_is 'DKMS has installed both' "u-dma-buf-mgr, $version, $release, x86_64: installed" in_root dkms status
  tap_ok 'dpkg and apt have nothing to complain of' is_whole
  tap_fails 'the command says that Node is too old, and what to install' \
    "^u-dma-buf-mgr: Node.js 12\..* is too old \(/usr/bin/node\): $advice" command_version
  tap_ok 'a machine boots with it; its session ends well' boot_session "$arch" systemd.wants=session.service \
    --memory 1G --timeout 600
  test_console 'no module is loaded, and the node is there' 'at boot: nothing is loaded, root:root 600'
  test_console 'who writes to it makes a buffer, which is for the group' 'udmabuf8: root:u-dma-buf 660 root:u-dma-buf 664'
  test_console 'or for whom a record says' 'udmabuf9: root:video 640 root:video 644'
  test_console 'the service does nothing where nothing is configured' 'not configured: inactive'
  test_console 'and fails where something is' 'configured: failed'
  test_console 'saying so' 'the journal: Node.js 12 is too old'
  tap_ok 'apt removes Node; the package does not need it' apt purge --auto-remove nodejs
  tap_is 'the package stays' 'ii ' state_of "$package"
  tap_fails 'the command says what to install' "^u-dma-buf-mgr: there is no Node.js: $advice" command_version
  tap_ok 'apt purges it' apt purge "${asked[@]}"
  tap_ok 'no module is left' no_trace_of_modules
}
