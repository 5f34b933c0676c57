# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# tools/ship/image/debos.yaml, whose tarball becomes a root, for tools/suites/image/run. Its machine,
# fakemachine, wants KVM; without that it runs as root on this one.

root=$work/root

make_image() {
  mkdir "$work/artifacts" "$root" &&
    cp -RL "$work/repository" "$work/artifacts/repository" &&
    (cd "$work" && "${AS_ROOT[@]}" debos --disable-fakemachine --artifactdir artifacts \
      -t "suite:$suite" -t "architecture:$arch" -t "modules:$FLAVOUR" -t "mirror:$(main_mirror)" "$REPO_ROOT/tools/ship/image/debos.yaml") &&
    "${AS_ROOT[@]}" tar -xzf "$work/artifacts/board-$arch.tar.gz" -C "$root"
}

boot_it() {
  boot_session "$arch" systemd.wants=session.service --memory 1G --timeout 900
}
