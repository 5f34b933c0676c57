# shellcheck shell=bash disable=SC2034,SC2154
# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
# SPDX-License-Identifier: BSD-2-Clause

# tools/ship/image/mkosi, for tools/suites/image/run: a disk with a boot loader. The session is in it
# from the beginning.

root=$BUILD_DIR/build-roots/mkosi-$suite

make_mkosi_root() {
  [[ ! -d $root ]] || return 0
  "${AS_ROOT[@]}" rm -rf "$root.new"
  "${AS_ROOT[@]}" unshare --mount mmdebstrap --quiet --mode=root --variant=minbase --include=mkosi,reprepro "$suite" "$root.new" &&
    "${AS_ROOT[@]}" mv "$root.new" "$root"
}

# It makes namespaces of its own, which the kernel allows below / and not below a chroot's.
run_mkosi() {
  local path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
  "${AS_ROOT[@]}" bwrap --die-with-parent --unshare-pid --cap-add ALL --bind "$root" / --dev /dev --proc /proc \
    --tmpfs /tmp --tmpfs /run --bind "$REPO_ROOT" "$REPO_ROOT" --ro-bind /etc/resolv.conf /etc/resolv.conf \
    --clearenv --setenv HOME /root --setenv LC_ALL C.UTF-8 --setenv PATH "$path" mkosi "$@"
}

# Debian's main archive alone, from where this machine has it, as for all other images.
write_sources() {
  mkdir -p "$work/sandbox/etc/apt/sources.list.d" &&
    cat >"$work/sandbox/etc/apt/sources.list.d/mkosi.sources" <<END
Types: deb
URIs: $(main_mirror)
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
}

make_image() {
  mkdir "$work/workspace" "$work/cache" &&
    with_lock mkosi-root make_mkosi_root &&
    write_sources &&
    session_tree "$work/session" &&
    run_mkosi --directory "$REPO_ROOT/tools/ship/image/mkosi" --release "$suite" \
      --architecture "${arch/amd64/x86-64}" --package-directory "$work/packages" \
      --package-directory "$work/repository/pool/stable/u/u-dma-buf-mgr-archive-keyring" \
      --extra-tree "$work/repository/u-dma-buf-mgr.sources:/etc/apt/sources.list.d/u-dma-buf-mgr.sources" \
      --package "linux-image-${KERNEL[release]}" --package "u-dma-buf-mgr-modules-$FLAVOUR" --sandbox-tree "$work/sandbox" --extra-tree "$work/session" \
      --output-directory "$work" --workspace-directory "$work/workspace" --cache-directory "$work/cache" build
}

boot_it() {
  boot_disk "$arch" "$work/board.raw" systemd.wants=session.service --memory 1G --timeout 900
}
