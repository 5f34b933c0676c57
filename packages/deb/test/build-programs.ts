// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Notes how it was called, and leaves what dpkg-buildpackage would. */
const BUILD = `set -e
{
  echo "in $(basename "$PWD"): $*"
  env | grep -E '^(KERNEL|SIGN)_' | sort
} >>"$(dirname "$0")/calls"
case "$*" in
  *--build=all* | *--build=binary*) touch ../hello-common_1.2-1_all.deb ;;
esac
for word; do
  [ "$last" != --host-arch ] || touch "../hello-dkms_1.2-1_$word.deb"
  last=$word
done
`;

const PROGRAMS: Readonly<Record<string, string>> = {
  'dpkg-buildpackage': BUILD,
  dpkg: 'echo amd64\n',
  tar: 'touch hello_1.2.orig.tar.xz\n',
  'dpkg-source': 'touch hello_1.2-1.dsc hello_1.2-1.debian.tar.xz\n',
  'dpkg-genchanges': 'touch ../hello_1.2-1_source.changes\n',
};

/**
 * Puts programs in the place of those that build packages.
 * @returns what tells the calls of dpkg-buildpackage since the last time
 */
export function replaceBuildPrograms(directory: string): () => string[] {
  mkdirSync(directory);
  for (const [name, script] of Object.entries(PROGRAMS)) {
    writeFileSync(join(directory, name), `#!/bin/sh\n${script}`, { mode: 0o755 });
  }
  process.env['PATH'] = `${directory}:${process.env['PATH'] ?? ''}`;
  const calls = join(directory, 'calls');
  return () => {
    const lines = existsSync(calls) ? readFileSync(calls, 'utf8').trimEnd().split('\n') : [];
    writeFileSync(calls, '');
    return lines.filter((line) => line !== '');
  };
}

/** Has each test of a file begin with the PATH that the others had. */
export function keepPath(): void {
  const former = process.env['PATH'];
  afterEach(() => {
    process.env['PATH'] = former;
  });
}
