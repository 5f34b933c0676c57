# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# content_hash PATH…: one hash of the names and contents of all files below the paths.
content_hash() {
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1
}

# is_stamped FILE HASH: was the product that FILE stamps made from HASH?
is_stamped() {
  [[ -f $1 && $(<"$1") == "$2" ]]
}
