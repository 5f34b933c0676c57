// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { addToPool, poolPath } from './pool.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);

test('packages lie in the pool by the initial of their source', () => {
  expect(poolPath('stable', 'tool', '/x/tool-dkms_1_amd64.deb')).toBe('pool/stable/t/tool/tool-dkms_1_amd64.deb');
  expect(poolPath('sid', 'libx', 'libx_1_amd64.deb')).toBe('pool/sid/libx/libx/libx_1_amd64.deb');
});

test('every file of a package goes into the pool; what is there with the same content may come again', async () => {
  writeFileSync(file('tool_1.dsc'), 'source');
  writeFileSync(file('tool_1.tar.xz'), 'tar');
  const packages = [{ paths: [file('tool_1.dsc'), file('tool_1.tar.xz')], source: 'tool' }];
  await addToPool(file('repository'), 'sid', packages);
  await addToPool(file('repository'), 'sid', packages);
  expect(readFileSync(file('repository/pool/sid/t/tool/tool_1.dsc'), 'utf8')).toBe('source');
  expect(readFileSync(file('repository/pool/sid/t/tool/tool_1.tar.xz'), 'utf8')).toBe('tar');
});

test('a suite without packages has a pool', async () => {
  await addToPool(file('repository'), 'sid', []);
  expect(existsSync(file('repository/pool/sid'))).toBe(true);
});

test('another content under the same name is refused', async () => {
  writeFileSync(file('tool_1_all.deb'), 'one');
  const packages = [{ paths: [file('tool_1_all.deb')], source: 'tool' }];
  await addToPool(file('repository'), 'sid', packages);
  writeFileSync(file('tool_1_all.deb'), 'two');
  await expect(addToPool(file('repository'), 'sid', packages)).rejects.toThrow(
    expect.objectContaining({
      name: 'ToolError',
      message: `${file('tool_1_all.deb')}: the repository has pool/sid/t/tool/tool_1_all.deb with another content; a change needs a new version`,
    }),
  );
  expect(readFileSync(file('repository/pool/sid/t/tool/tool_1_all.deb'), 'utf8')).toBe('one');
});

test('what cannot be read in the pool is no reason to write there', async () => {
  writeFileSync(file('tool_1_all.deb'), 'one');
  const packages = [{ paths: [file('tool_1_all.deb')], source: 'tool' }];
  mkdirSync(file('repository/pool/sid/t/tool/tool_1_all.deb'), { recursive: true });
  await expect(addToPool(file('repository'), 'sid', packages)).rejects.toThrow('EISDIR');
  rmSync(file('repository/pool/sid/t/tool'), { recursive: true });
  await addToPool(file('repository'), 'sid', packages);
});
