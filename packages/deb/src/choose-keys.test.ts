// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { chooseKeys, type KeyChoice } from './choose-keys.ts';

const choose = (choice: Partial<KeyChoice>): readonly string[] =>
  chooseKeys({ keyHome: 'keys', present: ['A', 'B'], wanted: [], trusted: undefined, ...choice });

test('a new repository is signed with the keys that are wanted, or else with the only one', () => {
  expect(choose({ wanted: ['B'] })).toEqual(['B']);
  expect(choose({ wanted: ['B', 'A'] })).toEqual(['B', 'A']);
  expect(choose({ present: ['A'] })).toEqual(['A']);
  expect(() => choose({})).toThrow('keys has 2 keys: --key says which');
});

test('a home without a key has none to choose, so that one is made', () => {
  expect(choose({ present: [] })).toEqual([]);
});

test('a repository keeps the keys that it is signed with', () => {
  expect(choose({ trusted: ['B'] })).toEqual(['B']);
  expect(() => choose({ trusted: ['A', 'C'] })).toThrow(
    'the repository is signed with the key C, which keys does not have',
  );
});

test('a repository takes another key once it is signed with a former one too', () => {
  expect(choose({ trusted: ['A'], wanted: ['A', 'B'] })).toEqual(['A', 'B']);
  expect(() => choose({ trusted: ['A', 'C'], wanted: ['B'] })).toThrow(
    'no client of the repository has the key B yet: sign with both for a time, --key A --key C too',
  );
});
