// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { run } from './run.ts';

/** Says of all compilers and linkers that kbuild may call which they are: as make calls them, and as packages. */
const IDENTIFY = `-include $(KERNEL_SRC)/.kernelvariables
identify:
	@for program in $(CC) $(LD) $(CROSS_COMPILE)gcc $(CROSS_COMPILE)ld $(HOSTCC) clang ld.lld; do \\
		command -v $$program && $$program --version; done 2>&1; \\
	dpkg-query --show 'gcc*' 'binutils*' 'clang*' 'lld*' 2>&1; true`;

/** What compiles for this architecture where `make` runs. */
export async function identifyCompiler(make: string, headers: string, architecture: string): Promise<string> {
  const query = ['--host-arch', architecture, '--query'];
  const [build, type] = await Promise.all(
    ['DEB_BUILD_ARCH', 'DEB_HOST_GNU_TYPE'].map(async (name) =>
      (await run('dpkg-architecture', [...query, name])).trim(),
    ),
  );
  const cross = build === architecture ? [] : [`CROSS_COMPILE=${type ?? ''}-`];
  const words = ['--no-print-directory', '-f', '/dev/null', `--eval=${IDENTIFY}`, `KERNEL_SRC=${resolve(headers)}`];
  // It is a command of the shell, as in debian/rules.
  return run('sh', ['-c', `${make} "$@"`, 'sh', ...words, ...cross, 'identify']);
}

/** One sum of all that a build may read of the headers: of their directory, and of those whose Makefile theirs includes. */
export async function hashHeaders(headers: string): Promise<string> {
  const makefile = join(headers, 'Makefile');
  const text = existsSync(makefile) ? await readFile(makefile, 'utf8') : '';
  const others = [...text.matchAll(/^include (\S+\/Makefile)$/gm)].map(([, path = '']) =>
    dirname(resolve(headers, path)),
  );
  const list = "find -L . -name .git -prune -o -type f ! -name '*.o' -print0";
  const sum = `cd "$tree" && ${list} | LC_ALL=C sort --zero-terminated | xargs -0 sha256sum | sha256sum || exit`;
  return run('sh', [
    '-c',
    `for tree; do ${sum}; done`,
    'sh',
    ...[resolve(headers), ...others].filter((path) => existsSync(path)),
  ]);
}
