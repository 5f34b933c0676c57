// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { CommandName } from './command-line.ts';

const GENERAL = `Usage: u-dma-buf-mgr-deb build --out DIR [--arch ARCH[,ARCH...]] [--dry-run]
       u-dma-buf-mgr-deb source --out DIR [--dry-run]
       u-dma-buf-mgr-deb modules --out DIR --kernel KERNEL --arch ARCH [--headers DIR]
       u-dma-buf-mgr-deb repo --out DIR --key-home DIR FILE...
       u-dma-buf-mgr-deb help [COMMAND]

Builds the Debian packages of the repository it is called in, and puts packages
into a signed apt repository. It drives dpkg-buildpackage, apt-ftparchive and gpg.

Commands:
  build      build the source package and the binary packages
  source     build the source package alone
  modules    build a package of ready-built modules for one kernel
  repo       put packages into an apt repository
  help       explain the program, or a command

Options:
  -h, --help  explain the program, or the command before it
  --version   print the version

Exit status: 0 done, 1 failed, 2 wrong usage, 3 errors in the Debian source package.
`;

const BUILD = `Usage: u-dma-buf-mgr-deb build --out DIR [--arch ARCH[,ARCH...]] [--snapshot]
                               [--key-home DIR [--key KEY]...] [--remove-older] [--dry-run]

Checks debian/ and dkms.conf against each other and builds the source package and,
with dpkg-buildpackage, the packages of each architecture and those for all. What was
built before from the same bytes is not built again. The source is what git tracks, in
submodules too, but for what .gitattributes marks export-ignore, and the built files and
directories that debian/built-files names. One that is older than what it is built from
is refused: what that is stands after a colon, or else it is all that git tracks. Files
that differ from the last commit are named. Git passes over what is written.

Options:
  --arch ARCH[,ARCH...]  architectures as Debian names them (default: all in debian/control)
  --out DIR              where the packages go
  --snapshot             name the commit in the version, as in 6.0.0+git20261127093000.1a2b3c4d-1:
                         it comes after the release, and before the next; refused where a
                         file differs from the commit
  --key-home DIR         sign the .dsc and .changes files by the key of this GnuPG home, whose
                         agent asks for a passphrase
  --key KEY              sign with this key of the home, as gpg names it; also several times
  --remove-older         remove what DIR has of these packages in other versions
  --dry-run              tell what would be built, taken from the cache, and removed
  -h, --help             print this text
`;

const SOURCE = `Usage: u-dma-buf-mgr-deb source --out DIR [--snapshot] [--key-home DIR [--key KEY]...]
                                [--remove-older] [--dry-run]

Builds the source package alone: the .dsc, the original tarball and Debian's; of a native
one, the .dsc and its tarball. From them, dpkg-buildpackage builds the same binary packages
as the command build.

Options:
  --out DIR       where the source package goes
  --snapshot      name the commit in the version, as help build explains
  --key-home DIR  sign the .dsc file by the key of this GnuPG home
  --key KEY       sign with this key of the home, as gpg names it; also several times
  --remove-older  remove what DIR has of these packages in other versions
  --dry-run       tell what would be built, taken from the cache, and removed
  -h, --help      print this text
`;

const MODULES = `Usage: u-dma-buf-mgr-deb modules --out DIR --kernel KERNEL --arch ARCH [--headers DIR]
                                 [--make COMMAND] [--sign-key KEY --sign-certificate FILE]
                                 [--snapshot] [--remove-older] [--dry-run]

Builds a package of ready-built modules for one kernel, so that the machine it is for
needs no compiler. The package is as debian/modules/ describes it. What was built before
with the same compiler and headers from the same bytes is not built again.

KERNEL is the name of the kernel's package, which the modules' will depend on; NAME=VERSION;
its .deb file; or a directory, of a kernel that no package has. The headers say which
release it has.

If the name of the kernel's package has the release in it, so has the modules' package. A
package for the flavour then follows the newest kernel: linux-image-amd64 is not upgraded
without it. If the kernel's package keeps its name (linux-image-current-rockchip64,
raspberrypi-kernel), the modules' does too, and depends on the one VERSION.

Options:
  --kernel KERNEL          the kernel
  --arch ARCH              its architecture as Debian names it
  --headers DIR            the headers of this kernel, with programs that run here (default:
                           the directory KERNEL, or build in it)
  --make COMMAND           what to call for make (default: make), for instance where the
                           kernel's own compiler is in a root file system of its release
  --sign-key KEY           sign the modules with this private key: a PEM file, or a pkcs11: URI;
                           a passphrase is taken from KBUILD_SIGN_PIN
  --sign-certificate FILE  its certificate, which the machine's kernel trusts
  --out DIR                where the package goes
  --snapshot               name the commit in the version, as help build explains
  --remove-older           remove what DIR has of this package in other versions
  --dry-run                tell what would be built, taken from the cache, and removed
  -h, --help               print this text
`;

const REPO = `Usage: u-dma-buf-mgr-deb repo --out DIR --key-home DIR [--key KEY]... [--suite NAME]
                              [--keep] [--uri URI] [--name NAME] FILE...

Puts packages, .deb files and the .dsc files of source packages, into a suite of an apt
repository. The suite then has exactly these; with --keep, what it had before as well. Other
suites stay as they are. The new state replaces DIR in one step, and three generations
of indexes can be had by their hash, so that nobody who reads it then sees half of it.
Of two runs at once, one waits for the other.

Beside the packages DIR has the public keys (NAME.gpg, for /usr/share/keyrings) and an apt
source for each suite, for /etc/apt/sources.list.d: NAME.sources for the suite stable,
NAME-SUITE.sources for others. Each suite has the package NAME-archive-keyring, by which
machines get other keys.

A repository stays with its key. To change to another, sign with --key OLD --key NEW until
all machines have upgraded NAME-archive-keyring, and then with --key NEW.

Options:
  --out DIR       the repository; a symbolic link to the newest state of it
  --key-home DIR  GnuPG home with the signing key, whose agent asks for a passphrase; for a
                  new repository, a key is made if the home has none
  --key KEY       sign with this key of the home, as gpg names it; also several times
                  (default: the keys of the repository, or the only one of the home)
  --suite NAME    the suite that the packages go into (default: stable)
  --keep          keep what the suite has; a file of the same name must be the same
  --uri URI       where apt finds the repository, from now on (default: file: and DIR)
  --name NAME     what a new repository calls itself (default: the packages' source)
  -h, --help      print this text
`;

const TOPICS: Readonly<Record<CommandName, string>> = { build: BUILD, source: SOURCE, modules: MODULES, repo: REPO };

export function helpText(topic: CommandName | undefined): string {
  return topic === undefined ? GENERAL : TOPICS[topic];
}
