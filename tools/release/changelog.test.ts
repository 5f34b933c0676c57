// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { addEntry, groupChanges, readChanges } from './changelog.cjs';

const ofClient = `# @u-dma-buf-mgr/client

## 6.1.0

### Minor Changes

- 0123abc: Buffers can be counted.

  The second paragraph has \`marks\`.

### Patch Changes

- A smaller thing.
- Updated dependencies [0123abc]
  - @u-dma-buf-mgr/protocol@6.1.0

## 6.0.0

### Major Changes

- The first release.
`;

test('the changes of one version, as they were written', () => {
  expect(readChanges(ofClient, '6.1.0')).toEqual([
    'Buffers can be counted.\n\n  The second paragraph has `marks`.',
    'A smaller thing.',
  ]);
  expect(readChanges(ofClient, '7.0.0')).toEqual([]);
});

test('a change stands once, below all that it concerns', () => {
  expect(
    groupChanges([
      { directory: 'kmod', items: ['a bus', 'a driver'] },
      { directory: 'packages/cli', items: ['an option', 'a bus', 'a field'] },
      { directory: 'packages/client', items: ['a field', 'a bus', 'a function'] },
      { directory: 'packages/deb', items: [] },
      { directory: 'packages/protocol', items: ['a bus', 'a word'] },
    ]),
  ).toEqual([
    { title: 'Kernel modules', items: ['a driver'] },
    { title: 'Kernel modules, command and client', items: ['a bus'] },
    { title: 'Command', items: ['an option'] },
    { title: 'Command and client', items: ['a field'] },
    { title: 'Client', items: ['a function', 'a word'] },
  ]);
});

test('a package that the changelog has no title for', () => {
  expect(() => groupChanges([{ directory: 'packages/new', items: [] }])).toThrow('no title for packages/new');
});

test('the new version comes first', () => {
  const groups = [{ title: 'Client', items: ['Costs $& no more.'] }];
  const date = new Date('2026-12-01T23:00:00Z');
  expect(addEntry('# Changelog\n\n## 6.0.0 (2026-11-22)\n\n- The first.\n', '6.1.0', { groups, date })).toBe(
    '# Changelog\n\n## 6.1.0 (2026-12-01)\n\n### Client\n\n- Costs $& no more.\n\n' +
      '## 6.0.0 (2026-11-22)\n\n- The first.\n',
  );
});
