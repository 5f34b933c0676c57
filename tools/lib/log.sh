# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# note TEXT…: a remark for whoever watches; never on stdout, which belongs to results.
note() {
  printf '%s\n' "$*" >&2
}

# die TEXT…: say why and end the program.
die() {
  printf '%s: %s\n' "tools/${0##*tools/}" "$*" >&2
  exit 1
}
