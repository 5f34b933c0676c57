// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { assert, asyncProperty, constantFrom, nat, uint8Array } from 'fast-check';

import { createBuffer } from '../manage/async.ts';
import { createTestMachine } from '../testing/index.ts';
import type { DmaBuffer } from './dma-buffer.ts';

let buffer: DmaBuffer;
beforeEach(async () => {
  buffer = await createBuffer({ name: 'a', size: 256, temporary: true }, { machine: createTestMachine() });
});
afterEach(() => buffer.close());

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index + 1);

/** What may hold bytes, made of some. */
const holders: Readonly<Record<string, (part: Uint8Array<ArrayBuffer>) => ArrayBuffer | ArrayBufferView>> = {
  ArrayBuffer: (part) => part.slice().buffer,
  SharedArrayBuffer: (part) => {
    const shared = new SharedArrayBuffer(part.length);
    new Uint8Array(shared).set(part);
    return new Uint8Array(shared);
  },
  DataView: ({ buffer: memory, byteOffset, byteLength }) => new DataView(memory, byteOffset, byteLength),
  Buffer: ({ buffer: memory, byteOffset, byteLength }) => Buffer.from(memory, byteOffset, byteLength),
  Uint8ClampedArray: ({ buffer: memory, byteOffset, byteLength }) =>
    new Uint8ClampedArray(memory, byteOffset, byteLength),
  Int8Array: ({ buffer: memory, byteOffset, byteLength }) => new Int8Array(memory, byteOffset, byteLength),
};

test.each([Uint16Array, Int32Array, Float32Array, Float64Array, BigUint64Array])(
  'all of a %p is written',
  async (type) => {
    await buffer.write(new type(bytes.buffer, 8, 16 / type.BYTES_PER_ELEMENT), 32);
    expect(await buffer.read({ offset: 31, size: 18 })).toEqual(Uint8Array.of(0, ...bytes.subarray(8, 24), 0));
  },
);

test('whatever holds the bytes, they are written where they should be', () =>
  assert(
    asyncProperty(
      constantFrom(...Object.keys(holders)),
      uint8Array({ maxLength: 32 }),
      nat(200),
      async (type, part, at) => {
        await buffer.write(new Uint8Array(256));
        await buffer.write(holders[type]?.(Uint8Array.from(part)) ?? part, at);
        const all = new Uint8Array(256);
        all.set(part, at);
        expect(await buffer.read()).toEqual(all);
      },
    ),
  ));

test.each(['text', [1, 2], 5, undefined, null, {}])('%p is refused', async (wrong) => {
  await buffer.write(bytes);
  await expect(buffer.write(wrong as never)).rejects.toThrow(
    new TypeError('cannot write a: the bytes must be an ArrayBuffer, a typed array or a DataView'),
  );
  expect(await buffer.read({ size: 64 })).toEqual(bytes);
});

test('a range that leaves the buffer is one of bytes, not of elements', () =>
  expect(buffer.write(new Float64Array(33))).rejects.toMatchObject({ code: 'range' }));

test.each([(memory: ArrayBuffer) => memory, (memory: ArrayBuffer) => new DataView(memory, 8)])(
  'unmapping takes the memory or a view of it',
  async (wrap) => {
    const memory = await buffer.map();
    new Uint8Array(memory)[0] = 7;
    buffer.unmap(wrap(memory));
    expect(new Uint8Array(memory)[0]).toBe(0);
    buffer.unmap(wrap(memory));
  },
);

test.each([new ArrayBuffer(8), new Uint8Array(8), 'text', undefined])('unmapping refuses %p', (wrong) => {
  expect(() => buffer.unmap(wrong as never)).toThrow(
    new TypeError('cannot unmap a: this memory is no mapping of this handle'),
  );
});

test('either of two mappings of a part ends once', async () => {
  const [first, second] = [await buffer.map(), await buffer.map()];
  first[Symbol.dispose]();
  first[Symbol.dispose]();
  new Uint8Array(second)[0] = 7;
  expect(new Uint8Array(second)[0]).toBe(7);
});

test('a part that is mapped twice is there until it is unmapped twice', async () => {
  const [first, second] = [await buffer.map(), await buffer.map()];
  new Uint8Array(second)[0] = 7;
  buffer.unmap(first);
  expect(new Uint8Array(second)[0]).toBe(7);
  buffer.unmap(second);
  expect(new Uint8Array(second)[0]).toBe(0);
});
