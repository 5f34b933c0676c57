// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';

import { presentBuffer } from '../../test/buffer.ts';
import { makePlan } from './plan.ts';
import type { Plan, Surroundings } from './plan.ts';
import { readConfiguration } from './read.ts';

const surroundings: Surroundings = {
  access: ({ name }) => (name === 'foreign' ? name : { uid: 0, gid: 44, mode: 0o660 }),
  user: (name) => ({ root: 0, camera: 1000 })[name],
  group: (name) => ({ video: 44, users: 100 })[name],
};

function plan(text: string, present: readonly BufferInfo[], prune = false): Plan {
  const { declarations, problems } = readConfiguration('a.yaml', text);
  expect(problems).toEqual([]);
  return makePlan(declarations, present, surroundings, prune);
}

/** The actions by name, with what differs. */
function actions(text: string, present: readonly BufferInfo[], prune = false): string[] {
  return plan(text, present, prune).steps.map((step) => {
    const differences = 'differences' in step ? step.differences : [];
    return [step.action, step.name, ...differences.map(({ key, from, to }) => `${key}:${from}>${to}`)].join(' ');
  });
}

const pci = { parent: '0000:00:18.7', bus: 'pci' };

type Case = [what: string, keys: string, present: BufferInfo[], expected: string[]];

test.each<Case>([
  ['what is not there', 'a: { size: 64K }', [], ['create a']],
  ['what is as it should be', 'a: { size: 64K, mmap: auto, dma-mask: 32 }', [presentBuffer('a')], ['keep a']],
  ['another size', 'a: { size: 128K }', [presentBuffer('a')], ['replace a size:64K>128K']],
  ['another mode', 'a: { size: 64K, mmap: page }', [presentBuffer('a')], ['replace a mmap:auto>page']],
  ['another mask', 'a: { size: 64K, dma-mask: 28 }', [presentBuffer('a')], ['replace a dma-mask:32>28']],
  [
    'another address',
    'a: { size: 64K, address: 0x70000000 }',
    [presentBuffer('a', { dmaAddress: 0x7000_1000n })],
    ['replace a address:0x70001000>0x70000000'],
  ],
  [
    'the same address',
    'a: { size: 64K, address: 0x70000000 }',
    [presentBuffer('a', { dmaAddress: 0x7000_0000n })],
    ['keep a'],
  ],
  ['a region, which no driver tells', 'a: { size: 64K, region: r }', [presentBuffer('a')], ['keep a']],
  ['a device', 'a: { size: 64K, device: d }', [presentBuffer('a')], ['replace a device:none>d']],
  ['no device', 'a: { size: 64K }', [presentBuffer('a', pci)], ['replace a device:0000:00:18.7>none']],
  ['the same device', 'a: { size: 64K, device: "0000:00:18.7", bus: pci }', [presentBuffer('a', pci)], ['keep a']],
  ...['pcie_port', 'pci_express'].map((bus): Case => [
    `the same device, its bus by the name ${bus}`,
    `a: { size: 64K, device: "0000:00:1c.0:pcie001", bus: ${bus} }`,
    [presentBuffer('a', { parent: '0000:00:1c.0:pcie001', bus: 'pci_express' })],
    ['keep a'],
  ]),
  [
    'a device of this name on another bus',
    'a: { size: 64K, device: "0000:00:18.7" }',
    [presentBuffer('a', pci)],
    ['replace a bus:pci>platform'],
  ],
  [
    'another owner',
    'a: { size: 64K, owner: camera, group: video, mode: "0600" }',
    [presentBuffer('a')],
    ['access a owner:0>camera mode:0660>0600'],
  ],
  [
    'a node of something else',
    'foreign: { size: 64K, mode: "0600" }',
    [presentBuffer('foreign')],
    ['access foreign node:of something else>its own'],
  ],
  [
    'a node of something else, of which nothing is asked',
    'foreign: { size: 64K }',
    [presentBuffer('foreign')],
    ['keep foreign'],
  ],
  [
    "a buffer that is the device tree's",
    'a: { size: 128K }',
    [presentBuffer('a', { origin: 'device-tree' })],
    ['refuse a size:64K>128K'],
  ],
  [
    "one that is the device tree's, and right",
    'a: { size: 64K }',
    [presentBuffer('a', { origin: 'device-tree' })],
    ['keep a'],
  ],
  [
    'one of which nobody knows whose it is',
    'a: { size: 128K }',
    [presentBuffer('a', { origin: undefined })],
    ['replace a size:64K>128K'],
  ],
  [
    "a program's temporary buffer",
    'a: { size: 64K }',
    [presentBuffer('a', { temporary: true })],
    ['refuse a temporary:yes>no'],
  ],
  ['what no configuration names', 'a: { size: 64K }', [presentBuffer('b')], ['create a']],
])('%s', (_, keys, present, expected) => {
  expect(actions(`buffers:\n  ${keys}\n`, present)).toEqual(expected);
});

test('what the driver does not tell is taken for right, and named', () => {
  const old = presentBuffer('a', { mmapMode: undefined, dmaMask: undefined, parent: undefined, bus: undefined });
  expect(plan('buffers: { a: { size: 64K, mmap: on, dma-mask: 28 } }', [old]).steps).toEqual([
    { action: 'keep', name: 'a', present: old, unknown: ['device', 'dma-mask', 'mmap'] },
  ]);
});

test('where a buffer for a device lies is not known, since an IOMMU may translate', () => {
  const old = presentBuffer('a', pci);
  const text = 'buffers: { a: { size: 64K, device: "0000:00:18.7", bus: pci, address: 0x70000000 } }';
  expect(plan(text, [old]).steps).toEqual([{ action: 'keep', name: 'a', present: old, unknown: ['address'] }]);
});

test("prune takes the manager's that nobody names, before anything is made", () => {
  const present = [
    presentBuffer('a'),
    presentBuffer('b'),
    presentBuffer('tree', { origin: 'device-tree' }),
    presentBuffer('parameter', { origin: 'parameter' }),
    presentBuffer('other', { origin: 'other' }),
    presentBuffer('temporary', { temporary: true }),
    presentBuffer('unknown', { origin: undefined }),
  ];
  const text = 'buffers: { c: { size: 1 }, a: { size: 64K } }';
  expect(actions(text, present, true)).toEqual(['delete b', 'create c', 'keep a']);
  expect(plan(text, present, true).unowned).toEqual(['unknown']);
  expect(plan(text, present, false).unowned).toEqual([]);
});
