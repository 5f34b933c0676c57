// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.ts';

/** Makes the file of a small package; gives its path. */
export function makePackage(directory: string, fields: Readonly<Record<string, string>>): string {
  const control = { Version: '1', Architecture: 'amd64', Maintainer: 'x', Description: 'x', ...fields };
  const tree = mkdtempSync(join(directory, 'tree-'));
  const file = join(directory, `${fields['Package'] ?? 'x'}_${control.Version}_${control.Architecture}.deb`);
  mkdirSync(join(tree, 'DEBIAN'));
  const text = Object.entries(control).map((field) => `${field.join(': ')}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), text.join(''));
  run('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
  rmSync(tree, { recursive: true });
  return file;
}
