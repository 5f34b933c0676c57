# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# with_lock NAME COMMAND [ARGUMENT…]: run the command while no other run in this
# checkout holds the lock of that name.
with_lock() {
  # Names of its own: the command, a function, sees them where it has no such local.
  local _lock=$BUILD_DIR/locks/$1 _lock_fd _lock_status
  shift
  mkdir -p "$BUILD_DIR/locks"
  exec {_lock_fd}>"$_lock"
  if ! flock --nonblock "$_lock_fd"; then
    note "waiting for another run that holds ${_lock#"$REPO_ROOT/"}"
    flock "$_lock_fd"
  fi
  "$@"
  _lock_status=$?
  exec {_lock_fd}>&-
  return "$_lock_status"
}
