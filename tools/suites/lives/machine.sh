# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# The stage of tools/suites/lives/run that needs a running kernel: a machine is booted from the root,
# which has the older version; what happens in it is forgotten.

parts=$REPO_ROOT/tools/suites/lives/machine
session_files=(board.yaml:/etc/u-dma-buf-mgr/board.yaml)

stage_in_use() {
  tap_ok 'a machine boots with it; its session ends well' boot_session "$arch" systemd.wants=session.service \
    --memory 1G --timeout 2400
  test_console 'at boot there is a buffer, and somebody uses it' \
    "before: loaded $older_version, installed $older_version, service active, buffer still here"
  if by_dkms; then
    test_console 'apt upgrades it and DKMS builds; the older modules and the buffer stay' \
      "upgraded by DKMS: 0, loaded $older_version, installed $version, service active, buffer still here"
  fi
  test_console 'apt puts newer ready-built modules in their place; the older ones and the buffer stay' \
    "upgraded: 0, loaded $older_version, installed $version, service active, buffer still here"
  test_console 'the new command works with the older modules' 'created and deleted by the new command: 0'
  test_console 'and deletes nothing that is in use' 'refused: it is in use'
  test_console 'loaded anew, the modules are the new ones, and the buffer is made' \
    "loaded anew: loaded $version, installed $version, service active, buffer there"
  if by_dkms; then
    test_console 'purging what is left of the other keeps the service' \
      "purged: 0, enabled, loaded $version, installed $version, service active, buffer still here"
  fi
  test_console 'apt removes all; who uses the buffer keeps it' "removed: 0, loaded $version, buffer still here"
  test_console 'the command alone installs where there are no modules' 'without modules: 0'
  test_console 'when they come, the service makes the buffers' \
    "modules last: 0, loaded $version, installed $version, service active, buffer there"
  tap_lacks 'all the while, nodes are for whom the configuration says' '^not as configured' cat "$work/console"
}
