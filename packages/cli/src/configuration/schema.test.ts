// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUS_NAMES, MMAP_MODES } from '@u-dma-buf-mgr/protocol';
import Ajv from 'ajv';
import { parse } from 'yaml';

import schema from '../../schema/configuration.schema.json';
import { bufferKeys } from './keys.ts';
import { readConfiguration } from './read.ts';

// The schema that editors complete from says the same as the reader.

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);

const buffer = (keys: string): string => `buffers: { a: { ${keys} } }`;

const good = [
  '',
  'buffers:',
  'buffers: {}',
  'buffers: { camera: { size: 1 } }',
  'buffers: { "rx{0..7}": { size: 1 } }',
  'buffers: { "{0..7}.x@:+-_": { size: 1 } }',
  ...['4096', '0x1000', '64K', '64k', '64KiB', '3MiB', '1G', '2T', '"4096"', '"0xFF"']
    .map((size) => `size: ${size}`)
    .map(buffer),
  ...['d', '"0000:00:18.7"', 'fd4a0000.display', '"axi@0"', '7'].map((device) => buffer(`size: 1, device: ${device}`)),
  ...BUS_NAMES.map((bus) => buffer(`size: 1, device: d, bus: ${bus}`)),
  ...['12', '32', '64', '0x20', '"28"', '"0x40"'].map((mask) => buffer(`size: 1, dma-mask: ${mask}`)),
  ...MMAP_MODES.map((mode) => buffer(`size: 1, mmap: ${mode}`)),
  ...['0', '4096', '"4096"', '0x70000000', '"0x70000000"', '"0x0"', '"0xfffffffffffff000"'].map((address) =>
    buffer(`size: 1, address: ${address}`),
  ),
  ...['image_buf', '"image_buf@70000000"', '"linux,cma"', '7'].map((region) => buffer(`size: 1, region: ${region}`)),
  buffer('size: 1, device: d, address: 0x70000000'),
  'x-a: &a { size: 1, mode: "0640" }\nx-b: 5\nbuffers: { a: *a, b: { <<: *a, size: 2 } }',
  ...['root', '0', '"1000"', '_x-y', 'host$'].map((owner) => buffer(`size: 1, owner: ${owner}, group: ${owner}`)),
  ...['"0640"', '"640"', '640', '"0o640"', '"000"'].map((mode) => buffer(`size: 1, mode: ${mode}`)),
];

const bad = [
  '5',
  '[]',
  'bufers: {}',
  'buffers: 5',
  'buffers: []',
  'buffers: { a: 5 }',
  'buffers: { a: {} }',
  'buffers: { ../x: { size: 1 } }',
  'buffers: { .x: { size: 1 } }',
  'buffers: { "rx{0..}": { size: 1 } }',
  'buffers: { "a b": { size: 1 } }',
  ...['0', '-1', '64KB', '64kB', '1.5M', 'x', '""', '"0x"', '"0K"', '[1]', '{}', 'true']
    .map((size) => `size: ${size}`)
    .map(buffer),
  ...['a/b', '"a b"', '"a;b"', '""', '[d]'].map((device) => buffer(`size: 1, device: ${device}`)),
  ...['usb', 'PCI', '5'].map((bus) => buffer(`size: 1, device: d, bus: ${bus}`)),
  buffer('size: 1, bus: pci'),
  buffer('size: 1, device: d, dma-mask: 32'),
  ...['11', '65', '"0x41"', '32.5', 'all'].map((mask) => buffer(`size: 1, dma-mask: ${mask}`)),
  ...['4097', '-4096', '"0x70000010"', '"0x10000000000000000"', '7K', '[0]'].map((address) =>
    buffer(`size: 1, address: ${address}`),
  ),
  ...['""', '"a b"', 'a/b', '[r]', `"${'r'.repeat(64)}"`].map((region) => buffer(`size: 1, region: ${region}`)),
  buffer('size: 1, region: r, device: d'),
  buffer('size: 1, region: r, address: 0'),
  ...['cached', '1', 'true'].map((mode) => buffer(`size: 1, mmap: ${mode}`)),
  ...['"a b"', '-1', '"a:b"', '""'].map((owner) => buffer(`size: 1, owner: ${owner}`)),
  ...['"0888"', '"64"', 'rw', '-1', '"01777"'].map((mode) => buffer(`size: 1, mode: ${mode}`)),
  buffer('size: 1, sise: 2'),
  'shared: &a { size: 1 }\nbuffers: { a: *a }',
  'x-a: &a { sise: 1 }\nbuffers: { a: { <<: *a, size: 1 } }',
];

const readable = (text: string): boolean => readConfiguration('a.yaml', text).problems.length === 0;

test.each(good)('both take %p', (text) => {
  expect(validate(parse(text, { merge: true }))).toBe(true);
  expect(readable(text)).toBe(true);
});

test.each(bad)('both refuse %p', (text) => {
  expect(validate(parse(text, { merge: true }))).toBe(false);
  expect(readable(text)).toBe(false);
});

test('both know the same keys', () => {
  expect(Object.keys(schema.definitions.buffer.properties)).toEqual(Object.keys(bufferKeys));
});
