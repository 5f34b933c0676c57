// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { tool } from './run.ts';

test('an error that nobody expects names its source and the line', () => {
  const directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-bundle-'));
  cpSync(dirname(tool), join(directory, 'dist'), { recursive: true });
  const broken = join(directory, 'dist', basename(tool));
  const text = readFileSync(broken, 'utf8');
  writeFileSync(broken, text.replace('function print(line) {', 'function print(line) { null.x;'));
  const { stderr } = spawnSync(broken, ['--version'], { encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  const source = readFileSync(join(__dirname, '../src/main.ts'), 'utf8').split('\n');
  const line = source.findIndex((each) => each.startsWith('function print(')) + 1;
  expect(stderr).toMatch(new RegExp(`TypeError: [^]*at print .*/src/main\\.ts:${line}:`));
});
