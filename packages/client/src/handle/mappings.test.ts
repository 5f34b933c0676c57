// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Mappings } from './mappings.ts';

// Two mappings may have the same memory. Each is unmapped once, whoever ends it.

const memory = new ArrayBuffer(16);
let mappings: Mappings;
let unmapped: string[];

beforeEach(() => {
  mappings = new Mappings();
  unmapped = [];
});

const add = (name: string): Disposable => mappings.add({ memory, unmap: () => void unmapped.push(name) });

test('one end for each, the older first', () => {
  add('first');
  add('second');
  mappings.end(memory, 'unmap');
  expect(unmapped).toEqual(['first']);
  mappings.end(memory, 'unmap');
  mappings.end(memory, 'unmap');
  expect(unmapped).toEqual(['first', 'second']);
});

test('the end of a block ends its own', () => {
  add('first');
  const second = add('second');
  second[Symbol.dispose]();
  expect(unmapped).toEqual(['second']);
  second[Symbol.dispose]();
  mappings.endAll();
  mappings.endAll();
  expect(unmapped).toEqual(['second', 'first']);
});

test('memory that comes back is mapped again', () => {
  add('first');
  mappings.end(memory, 'unmap');
  add('again');
  mappings.endAll();
  expect(unmapped).toEqual(['first', 'again']);
});
