// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { CommandName } from './command-line.ts';

const GENERAL = `Usage: u-dma-buf-mgr-deb build --out DIR [--arch ARCH[,ARCH...]]
       u-dma-buf-mgr-deb repo --out DIR --key-home DIR PACKAGE.deb...

Builds the Debian packages of the repository it is called in, and puts packages
into a signed apt repository. It drives dpkg-buildpackage, apt-ftparchive and gpg.

Commands:
  build      build the binary packages
  repo       make an apt repository of packages

Options:
  -h, --help  explain the program, or the command before it
  --version   print the version

Exit status: 0 done, 1 failed, 2 wrong usage, 3 errors in the Debian source package.
`;

const BUILD = `Usage: u-dma-buf-mgr-deb build --out DIR [--arch ARCH[,ARCH...]]

Checks debian/, dkms/dkms.conf and the workspace's version against each other, copies
what git tracks of debian, dkms and kmod, the command's bundle and its man page into a
clean tree, and runs dpkg-buildpackage there, once for each architecture. What
was built before from the same bytes is not built again.

Options:
  --arch ARCH[,ARCH...]  architectures as Debian names them (default: all in debian/control)
  --out DIR              where the .deb, .changes and .buildinfo files go
  -h, --help             print this text
`;

const REPO = `Usage: u-dma-buf-mgr-deb repo --out DIR --key-home DIR PACKAGE.deb...

Makes an apt repository that has exactly these packages and replaces DIR by it in
one step. Beside the packages DIR has the public key (u-dma-buf-mgr.gpg, for
/etc/apt/keyrings) and an apt source that names it (u-dma-buf-mgr.sources, for
/etc/apt/sources.list.d; where DIR is served from elsewhere, change its URIs field).

Options:
  --out DIR       the repository; a symbolic link to the newest state of it
  --key-home DIR  GnuPG home with the signing key; a key is made if it has none
  -h, --help      print this text
`;

export function helpText(topic: CommandName | undefined): string {
  switch (topic) {
    case undefined:
      return GENERAL;
    case 'build':
      return BUILD;
    case 'repo':
      return REPO;
  }
}
