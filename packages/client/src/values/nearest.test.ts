// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { nearest } from './nearest.ts';

const commands = ['create', 'delete', 'list'];

test.each([
  ['craete', 'create'],
  ['creat', 'create'],
  ['delet', 'delete'],
  ['detele', 'delete'],
  ['lits', 'list'],
  ['lst', 'list'],
  ['cr', 'create'],
  ['l', 'list'],
  ['list', 'list'],
])('%s was probably meant to be %s', (word, meant) => {
  expect(nearest(word, commands)).toBe(meant);
});

test.each(['', 'x', 'zz', 'frobnicate', 'remove', 'LIST'])('%p is like none of them', (word) => {
  expect(nearest(word, commands)).toBeUndefined();
});

test.each([
  ['', 'create'], // the beginning of everything
  ['xab', 'xca'], // two letters wrong, and not swapped
  ['xab', 'xbc'],
])('%p was not meant to be %s', (word, other) => {
  expect(nearest(word, [other])).toBeUndefined();
});

test('the nearest of several wins, the first among equals', () => {
  expect(nearest('udmabuf', ['udmabuf10', 'udmabuf1'])).toBe('udmabuf1');
  expect(nearest('udmabuf3', ['udmabuf1', 'udmabuf2'])).toBe('udmabuf1');
});

test('no candidates, no suggestion', () => {
  expect(nearest<string>('create', [])).toBeUndefined();
});
