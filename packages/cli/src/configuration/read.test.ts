// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { format, MMAP_MODES } from '@u-dma-buf-mgr/protocol';

import { formatPlace } from './problem.ts';
import { readConfiguration } from './read.ts';

/** The commands that a text means, with the node's access behind those that say something of it. */
function commands(text: string): unknown[] {
  const { declarations, problems } = readConfiguration('a.yaml', text);
  expect(problems).toEqual([]);
  return declarations.map(({ command, access }) =>
    Object.keys(access).length === 0 ? format(command) : [format(command), access],
  );
}

/** What is wrong, as a user sees it. */
function problems(text: string): string[] {
  return readConfiguration('a.yaml', text).problems.map(
    ({ place, message, hint }) => `${formatPlace(place)}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

test.each<[string, string, unknown[]]>([
  ['nothing', '', []],
  ['a comment', '# nothing yet\n', []],
  ['no buffers', 'buffers:\n', []],
  ['one', 'buffers:\n  camera:\n    size: 16MiB\n', ['create camera 16777216']],
  ['one on a line', 'buffers: { camera: { size: 0x1000 } }', ['create camera 4096']],
  ['JSON', '{"buffers": {"camera": {"size": "4K", "dma-mask": 28}}}', ['create camera 4096 dma-mask=28']],
  [
    'everything',
    'buffers:\n  rx:\n    size: 64K\n    device: 0000:00:18.7\n    bus: pci\n    mmap: page\n    owner: root\n    group: video\n    mode: "0640"\n',
    [['create rx 65536 bus=pci device=0000:00:18.7 quirk-mmap-page', { owner: 'root', group: 'video', mode: 0o640 }]],
  ],
  ['an address', 'buffers: { a: { size: 4K, address: 0x70000000 } }', ['create a 4096 address=0x70000000']],
  ['a region', 'buffers: { a: { size: 4K, region: image_buf } }', ['create a 4096 region=image_buf']],
  ['a range', 'buffers:\n  rx{0..2}:\n    size: 4096\n', ['create rx0 4096', 'create rx1 4096', 'create rx2 4096']],
  ['an alias', 'buffers:\n  a: &like\n    size: 1M\n  b: *like\n', ['create a 1048576', 'create b 1048576']],
  [
    'shared settings',
    'x-camera: &camera { size: 1M, mode: "0640" }\nbuffers:\n  a: *camera\n  b: { <<: *camera, size: 2M }\n',
    [
      ['create a 1048576', { mode: 0o640 }],
      ['create b 2097152', { mode: 0o640 }],
    ],
  ],
  [
    'settings of several, of which the first counts',
    'x-a: &a { size: 1 }\nx-b: &b { size: 2, mmap: page }\nbuffers: { c: { <<: [*a, *b] } }\n',
    ['create c 1 quirk-mmap-page'],
  ],
  [
    'settings that merge others',
    'x-a: &a { size: 1 }\nx-b: &b { <<: *a, mmap: page }\nbuffers: { c: { <<: *b } }\n',
    ['create c 1 quirk-mmap-page'],
  ],
  ['a value that is shared', 'x-size: &size 1M\nbuffers: { a: { size: *size } }\n', ['create a 1048576']],
  [
    'an anchor that moves on',
    'buffers: { a: &x { size: 1 }, b: *x, c: &x { size: 2 }, d: *x }',
    ['create a 1', 'create b 1', 'create c 2', 'create d 2'],
  ],
])('%s', (_, text, expected) => {
  expect(commands(text)).toEqual(expected);
});

test.each(['0640', '"0640"', '640', "'640'", '0o640'])('mode %s is octal', (mode) => {
  expect(commands(`buffers: { a: { size: 1, mode: ${mode} } }`)).toEqual([['create a 1', { mode: 0o640 }]]);
});

test.each<[string, string, string[]]>([
  [
    'not YAML',
    'buffers: [\n',
    ['a.yaml:2:1: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  [
    'a name twice',
    'buffers:\n  a: { size: 1 }\n  a: { size: 2 }\n',
    ['a.yaml:3:3: "a" is given a second time; the first: a.yaml:2:3'],
  ],
  [
    'a key twice',
    'buffers: { a: { size: 1, "size": 2 } }',
    ['a.yaml:1:26: "size" is given a second time; the first: a.yaml:1:17'],
  ],
  [
    'a second document',
    'buffers:\n  a: { size: x }\n---\nbuffers:\n  b: { size: 1 }\n---\n[\n',
    ['a.yaml:3:1: a second document begins here; a file is one document'],
  ],
  [
    'an anchor that is missing',
    'buffers: { a: *b, b: &b { size: 1 } }',
    ['a.yaml:1:15: there is no anchor &b before this'],
  ],
  [
    'a mapping that merges itself',
    'buffers: { a: &a { size: 1, <<: *a } }',
    ['a.yaml:1:18: this mapping merges itself'],
  ],
  [
    'a merge of something else',
    'buffers: { a: { size: 1, <<: [64K] }, b: { size: 1, <<: 5 } }',
    ['a.yaml:1:30: << takes a mapping or a list of mappings', 'a.yaml:1:57: << takes a mapping or a list of mappings'],
  ],
  [
    'what is wrong in a shared setting, once',
    'x-camera: &camera { size: 1M, mmap: onn }\nbuffers: { a: *camera, b: { <<: *camera }, c: *camera }\n',
    [expect.stringMatching(/^a\.yaml:1:37: mmap mode "onn"/) as string],
  ],
  ['a list', '- a\n', ['a.yaml:1:1: a file is a mapping with the key buffers']],
  [
    'another key',
    'bufers:\n  a: { size: 1 }\n',
    ['a.yaml:1:1: there is no key "bufers"; allowed: buffers (did you mean buffers?)'],
  ],
  ['no mapping of buffers', 'buffers: 5\n', ['a.yaml:1:10: buffers is a mapping of names to what they are']],
  ['a buffer that is none', 'buffers:\n  a: 64K\n', ['a.yaml:2:6: a buffer is a mapping with the key size']],
  ['nothing of a buffer', 'buffers:\n  a:\n', ['a.yaml:2:3: size is missing']],
  ['no size', 'buffers:\n  a: { bus: pci, device: d }\n', ['a.yaml:2:3: size is missing']],
  [
    'a size that is none',
    'buffers:\n  a:\n    size: 64KB\n',
    [
      'a.yaml:3:11: size "64KB" is not valid; allowed: more than 0 and less than 2^64 bytes, as a decimal or 0x hexadecimal number or with K, M, G, T (KiB, MiB, GiB, TiB) (write 64K for powers of 1024, or count the bytes for powers of 1000)',
    ],
  ],
  ['a size that is a list', 'buffers:\n  a:\n    size: [1]\n', ['a.yaml:3:11: size is not one value']],
  [
    'a mistyped key',
    'buffers:\n  a:\n    size: 1\n    dma_mask: 28\n',
    [
      'a.yaml:4:5: there is no key "dma_mask"; allowed: size, device, bus, dma-mask, mmap, address, region, owner, group, mode (did you mean dma-mask?)',
    ],
  ],
  [
    'a bad name',
    'buffers:\n  ../x: { size: 1 }\n',
    [
      'a.yaml:2:3: buffer name "../x" is not valid; allowed: 1 to 63 characters of A-Z a-z 0-9 . _ @ : + - of which the first is a letter or a digit',
    ],
  ],
  ['a bad range', 'buffers:\n  rx{3..0}: { size: 1 }\n', ['a.yaml:2:3: range {3..0} counts down']],
  [
    'an address of several buffers',
    'buffers:\n  rx{0..1}: { size: 1, address: 0x70000000 }\n',
    ['a.yaml:2:3: several buffers cannot lie at one address'],
  ],
  [
    'a region beside a device',
    'buffers:\n  a: { size: 1, device: d, region: r }\n',
    [
      'a.yaml:2:3: combination of options "device=d region=r" is not valid; allowed: a region for a buffer without a parent device (the parent device\'s own memory-region stands)',
    ],
  ],
  [
    'a bad mode',
    'buffers:\n  a: { size: 1, mode: 888 }\n',
    ['a.yaml:2:23: mode of a node "888" is not valid; allowed: three octal digits such as 0640'],
  ],
  [
    'a mask beside a device',
    'buffers:\n  a: { size: 1, device: d, dma-mask: 28 }\n',
    [
      'a.yaml:2:3: combination of options "device=d dma-mask=28" is not valid; allowed: a DMA mask for a buffer without a parent device (the parent device\'s own DMA mask stands)',
    ],
  ],
  [
    'all that is wrong at once',
    'buffers:\n  a: { size: x }\n  b: { size: 1, mmap: onn }\n',
    [
      expect.stringMatching(/^a\.yaml:2:14: size "x"/) as string,
      `a.yaml:3:23: mmap mode "onn" is not valid; allowed: ${MMAP_MODES.join(', ')} (did you mean on?)`,
    ],
  ],
])('%s is told with its place', (_, text, expected) => {
  expect(problems(text)).toEqual(expected);
});

const nested = 'this is nested more than 64 deep';

test.each<[string, string, string]>([
  ['brackets', '['.repeat(500_000), `a.yaml:1:65: ${nested}`],
  ['braces', '{'.repeat(500_000), `a.yaml:1:65: ${nested}`],
  ['brackets that are closed', '['.repeat(250_000) + ']'.repeat(250_000), `a.yaml:1:65: ${nested}`],
  ['lists in lists', '- '.repeat(100_000), `a.yaml:1:129: ${nested}`],
  ['closing brackets', ']'.repeat(500_000), 'a.yaml:1:1: Unexpected flow-seq-end token in YAML document: "]"'],
  ['a long word', 'a'.repeat(500_000), 'a.yaml:1:1: a file is a mapping with the key buffers'],
])('many %s are one short error', (_, text, expected) => {
  expect(problems(text)).toEqual([expected]);
});

test('a long name is not repeated', () => {
  const [first = '', ...others] = problems(`buffers:\n  ? ${'n'.repeat(500_000)}\n  : { size: 1 }\n`);
  expect({ short: first.length < 600, others }).toEqual({ short: true, others: [] });
});

test('a merge of merges is not expanded again and again', () => {
  const levels = Array.from(
    { length: 60 },
    (_, level) => `x-${level + 1}: &l${level + 1} { <<: [*l${level}, *l${level}] }\n`,
  );
  expect(commands(`x-0: &l0 { size: 1 }\n${levels.join('')}buffers: { a: *l60 }\n`)).toEqual(['create a 1']);
});

test.each([
  ['buffers', (index: number) => `  b${index}: { size: 64K, mode: "0660" }\n`, 25_000],
  ['aliases', (index: number) => `  b${index}: ${index === 0 ? '&a { size: 64K }' : '*a'}\n`, 25_000],
])('time grows as many %s do', (_, line, count) => {
  const time = (lines: number): number => {
    const text = `buffers:\n${Array.from({ length: lines }, (_each, index) => line(index)).join('')}`;
    const began = process.cpuUsage();
    expect(readConfiguration('a.yaml', text).declarations).toHaveLength(lines);
    return process.cpuUsage(began).user;
  };
  time(count / 25);
  // Where each was compared with all before it, ten times as many cost fifty times as much.
  expect(time(count) / time(count / 10)).toBeLessThan(25);
});
