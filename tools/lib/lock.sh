# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# with_lock NAME COMMAND [ARGUMENT…]: run the command while no other run in this
# checkout holds the lock of that name.
with_lock() {
  local name=$1 fd status
  shift
  mkdir -p "$BUILD_DIR/locks"
  exec {fd}>"$BUILD_DIR/locks/$name"
  if ! flock --nonblock "$fd"; then
    note "waiting for another run that holds the lock $name"
    flock "$fd"
  fi
  "$@"
  status=$?
  exec {fd}>&-
  return "$status"
}
