// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { expandPatterns, isPattern } from './names.ts';

const known = ['camera', 'rx0', 'rx1', 'rx10', 'tx.0', 'tx+0'];

test.each<[string, string[]]>([
  ['rx*', ['rx0', 'rx1', 'rx10']],
  ['rx?', ['rx0', 'rx1']],
  ['*0', ['rx0', 'rx10', 'tx.0', 'tx+0']],
  ['[ct]*', ['camera', 'tx.0', 'tx+0']],
  ['rx[!0]', ['rx1']],
  ['tx.?', ['tx.0']],
  ['tx+*', ['tx+0']],
  ['*', known],
])('%s', (pattern, names) => {
  expect(isPattern(pattern)).toBe(true);
  expect(expandPatterns([pattern], known)).toEqual(names);
});

test('each name is meant once, in the order of the words', () => {
  expect(expandPatterns(['rx1', 'none', 'rx?', 'rx1'], known)).toEqual(['rx1', 'none', 'rx0']);
});

test.each(['none*', '[', 'rx[', ''])('%p matches none, or is a name', (word) => {
  const expand = (): string[] => expandPatterns([word], known);
  if (word === '') {
    expect(expand()).toEqual(['']);
  } else {
    expect(expand).toThrow(`no buffer matches ${JSON.stringify(word)}`);
  }
});
