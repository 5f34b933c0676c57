// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Contents } from './contents.ts';

function readAll(contents: Contents, size: number): number[] {
  const bytes = new Uint8Array(size);
  contents.read(bytes, 0);
  return [...bytes];
}

test('what is mapped, written and read is the same bytes', () => {
  const contents = new Contents(8);
  contents.write(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), 0);
  const window = new Uint8Array(contents.map(2, 4));
  expect([...window]).toEqual([3, 4, 5, 6]);
  window[0] = 30;
  contents.write(Uint8Array.of(50, 60, 70), 4);
  expect([...window]).toEqual([30, 4, 50, 60]);
  expect(readAll(contents, 8)).toEqual([1, 2, 30, 4, 50, 60, 70, 8]);
});

test('unmapping keeps the bytes and clears the views', () => {
  const contents = new Contents(4);
  const [first, second] = [contents.map(0, 4), contents.map(0, 4)];
  expect(second).toBe(first);
  const view = new Uint8Array(first);
  view[3] = 9;
  contents.unmap(first);
  expect(view[3]).toBe(9);
  contents.unmap(second);
  expect(view[3]).toBe(0);
  view[2] = 8;
  expect(readAll(contents, 4)).toEqual([0, 0, 0, 9]);
  expect([...new Uint8Array(contents.map(3, 1))]).toEqual([9]);
});

test('reads and writes end with the buffer', () => {
  const contents = new Contents(4);
  expect(contents.write(Uint8Array.of(1, 2, 3), 2)).toBe(2);
  expect(contents.read(new Uint8Array(8), 3)).toBe(1);
  expect(contents.read(new Uint8Array(8), 9)).toBe(0);
  expect(contents.write(Uint8Array.of(1), 9)).toBe(0);
});

test('parts that overlap are refused', () => {
  const contents = new Contents(8);
  contents.map(0, 4);
  expect(() => contents.map(2, 4)).toThrow('cannot map parts that overlap');
  expect(contents.map(4, 4).byteLength).toBe(4);
});
