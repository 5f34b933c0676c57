# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# Roots of an architecture that is not this machine's. Source it after tools/lib/lib.sh
# and become_root.

# run_foreign_programs ARCH: has the kernel run programs of this architecture by qemu-user-static,
# until the machine is shut down. It holds the emulator open, so a root need not have it.
run_foreign_programs() {
  if arch-test "$1" >/dev/null; then return; fi
  "${AS_ROOT[@]}" update-binfmts --enable "qemu-$(dpkg-architecture --host-arch "$1" --query DEB_HOST_GNU_CPU 2>/dev/null)"
  arch-test "$1" >/dev/null || die "programs of $1 do not run here: that takes qemu-user-static and binfmt_misc"
}
