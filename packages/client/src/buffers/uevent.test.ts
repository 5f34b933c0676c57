// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { getBufferSync } from './list.ts';

// A buffer in one file: the keys of its uevent. Where they are not all there, its attributes and links tell.

let fake: FakeMachine;
let read: string[];
let machine: Machine;
beforeEach(() => {
  fake = makeFakeMachine();
  read = [];
  const noting =
    <T>(call: (path: string) => T) =>
    (path: string): T => {
      read.push(path.slice(fake.classDirectory.length + 1));
      return call(path);
    };
  const { system } = fake;
  machine = {
    ...fake,
    system: {
      ...system,
      readText: noting((path) => system.readText(path)),
      readLink: noting((path) => system.readLink(path)),
    },
  };
});
afterEach(() => fake.remove());

const core = ['MAJOR=240', 'MINOR=7', 'DEVNAME=a'];
const keys = [
  'U_DMA_BUF_DRIVER_VERSION=6.1.0',
  'U_DMA_BUF_PHYS_ADDR=0x0000000100000000',
  'U_DMA_BUF_SIZE=4096',
  'U_DMA_BUF_DMA_COHERENT=0',
  'U_DMA_BUF_DMA_MASK=40',
  'U_DMA_BUF_QUIRK_MMAP_MODE=4',
  'U_DMA_BUF_ORIGIN=parameter',
  'U_DMA_BUF_MEMORY_SOURCE=range',
  'U_DMA_BUF_TEMPORARY=1',
  'U_DMA_BUF_SYNC_MODE=5',
  'U_DMA_BUF_PARENT=0000:00:04.0',
  'U_DMA_BUF_BUS=pci',
];
const ofKeys = {
  name: 'a',
  node: expect.stringMatching(/\/dev\/a$/),
  major: 240,
  minor: 7,
  size: 4096,
  dmaAddress: 1n << 32n,
  parent: '0000:00:04.0',
  bus: 'pci',
  coherent: false,
  mmapMode: 'page',
  syncMode: 5,
  driverVersion: '6.1.0',
  dmaMask: 40,
  origin: 'parameter',
  memorySource: 'range',
  guarded: true,
  temporary: true,
};
/** What {@link makeFakeMachine} has in the other files. */
const ofFiles = {
  ...ofKeys,
  major: 238,
  minor: 0,
  size: 65536,
  dmaAddress: 0x7b410000n,
  parent: 'u-dma-buf.a.auto',
  bus: 'platform',
  coherent: true,
  mmapMode: 'auto',
  syncMode: 1,
  driverVersion: '6.0.0',
  dmaMask: 32,
  origin: 'manager',
  memorySource: 'pages',
  temporary: false,
};

function bufferWith(lines: readonly string[]): unknown {
  fake.addBuffer('a', { uevent: lines.join('\n') });
  return getBufferSync('a', { machine });
}

test('all of it is in the keys, and nothing else is read', () => {
  expect(bufferWith([...core, ...keys])).toEqual(ofKeys);
  expect(read).toEqual(['a/uevent']);
});

test.each([
  ['the driver core has others before them', [...core, 'DEVMODE=0660', ...keys]],
  ['a newer driver has others after them', [...core, ...keys, 'U_DMA_BUF_COLOUR=green']],
])('%s', (_, lines) => {
  expect(bufferWith(lines)).toEqual(ofKeys);
});

test('a driver without keys has attributes', () => {
  expect(bufferWith(core)).toEqual(ofFiles);
});

test.each([...core.slice(0, 2), ...keys])('without one of them the attributes tell: %s', (missing) => {
  expect(bufferWith([...core, ...keys].filter((key) => key !== missing))).toEqual(ofFiles);
});

test.each([
  ['an empty file', []],
  ['a file that was cut off', [...core, ...keys.slice(0, -1), 'U_DMA_BUF_BU']],
  ['an empty value', [...core, ...keys.slice(0, -1), 'U_DMA_BUF_BUS=']],
  ['another order', [...core, ...[...keys].reverse()]],
])('%s has the attributes tell', (_, lines) => {
  expect(bufferWith(lines)).toEqual(ofFiles);
});
