// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// A small repository of somebody else's, with a kernel module.

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.ts';

export const FILES: Readonly<Record<string, string>> = {
  'kmod/hello.c': '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n',
  'kmod/Kbuild': 'obj-m += hello.o\n',
  'kmod/dkms.conf':
    'PACKAGE_NAME="hello"\nPACKAGE_VERSION="1.2"\nBUILT_MODULE_NAME[0]="hello"\n' +
    'DEST_MODULE_LOCATION[0]="/updates/dkms"\nAUTOINSTALL="yes"\n',
  'debian/control': `Source: hello
Section: kernel
Maintainer: Somebody <somebody@example.invalid>
Build-Depends: debhelper-compat (= 13), dh-sequence-dkms
Standards-Version: 4.6.2

Package: hello-dkms
Architecture: any
Depends: \${misc:Depends}
Description: says hello
 It does.

Package: hello-common
Architecture: all
Description: what it says
 Words.
`,
  'debian/changelog': `hello (1.2-1) unstable; urgency=medium

  * First.

 -- Somebody <somebody@example.invalid>  Sun, 22 Nov 2026 07:00:00 +0000
`,
  'debian/rules': '#!/usr/bin/make -f\n%:\n\tdh $@\n',
  'debian/source/format': '3.0 (quilt)\n',
  'debian/built-files': '# Made by hand, of nothing.\nwords/built.txt:\n',
  'debian/hello-dkms.dkms': 'kmod/dkms.conf\n',
  'debian/hello-dkms.install': 'kmod/hello.c kmod/Kbuild usr/src/hello-1.2\n',
  'debian/hello-common.install': 'words/built.txt usr/share/hello\n',
  '.gitignore': 'words/\n',
  '.gitattributes': 'private/** export-ignore\n',
  'private/notes': 'for us\n',
};

/** Writes files; debian/rules is a program. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text, { mode: path === 'debian/rules' ? 0o755 : 0o644 });
  }
}

/** Makes a git checkout that has these files, committed. */
export function makeCheckout(directory: string, files: Readonly<Record<string, string>> = FILES): void {
  writeFiles(directory, files);
  run('git', ['init', '--quiet'], directory);
  commit(directory);
}

/** Commits everything, in this environment. */
export function commit(directory: string, environment: Readonly<Record<string, string>> = {}): void {
  run('git', ['add', '--all'], directory);
  const somebody = ['-c', 'user.name=x', '-c', 'user.email=x@x.invalid'];
  const words = [...Object.entries(environment).map((pair) => pair.join('=')), 'git', ...somebody];
  run('env', [...words, 'commit', '--quiet', '--allow-empty', '--message', 'x'], directory);
}
