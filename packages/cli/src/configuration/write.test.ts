// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { presentBuffer } from '../../test/buffer.ts';
import { makePlan } from './plan.ts';
import { readConfiguration } from './read.ts';
import { writeConfiguration } from './write.ts';

const access = { uid: 0, gid: 0, mode: 0o660 };
const buffers = [
  presentBuffer('a'),
  presentBuffer('b', { parent: '0000:00:18.7', bus: 'pci', mmapMode: 'off', size: 65537 }),
  presentBuffer('1', { parent: 'fd4a0000.display', mmapMode: 'on', dmaMask: 40 }),
  presentBuffer('tree', { origin: 'device-tree' }),
  presentBuffer('old', { mmapMode: undefined, dmaMask: undefined }),
];

test('what is written makes the same buffers', () => {
  const { declarations, problems } = readConfiguration(
    '-',
    writeConfiguration(buffers, () => access),
  );
  const surroundings = { access: () => access, user: () => 0, group: () => 0 };
  expect(problems).toEqual([]);
  expect(makePlan(declarations, buffers, surroundings, true).steps.map(({ name, action }) => [name, action])).toEqual([
    ['a', 'keep'],
    ['b', 'keep'],
    ['1', 'keep'],
    ['old', 'keep'],
  ]);
});

test('what the modules do not tell is said', () => {
  const silent = { origin: undefined, dmaMask: undefined };
  const written = writeConfiguration(
    [presentBuffer('a', silent), presentBuffer('b', { ...silent, parent: '0000:00:18.7', bus: 'pci' })],
    () => undefined,
  );
  expect(written.match(/^# Of .*$/gm)).toEqual([
    '# Of a the modules do not tell who had it made, its dma-mask.',
    '# Of b the modules do not tell who had it made.',
  ]);
});

test('it looks as one would write it', () => {
  const written = writeConfiguration(
    [
      presentBuffer('scratch', { temporary: true }),
      presentBuffer('tree', { origin: 'device-tree' }),
      presentBuffer('a'),
    ],
    () => undefined,
  );
  expect(written).toBe(`# yaml-language-server: $schema=/usr/share/u-dma-buf-mgr/configuration.schema.json
# tree is there without a configuration (device-tree).
# scratch is temporary: it goes with the program that made it.
buffers:
  "a":
    size: 64K
    dma-mask: 32
    mmap: "auto"
`);
});
