// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { buffer as collect } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

import { createBuffer } from '../manage/async.ts';
import { createTestMachine } from '../testing/index.ts';
import type { DmaBuffer } from './dma-buffer.ts';

const MEBIBYTE = 1 << 20;
const SIZE = 5 * MEBIBYTE + 3;
const bytes = Uint8Array.from({ length: SIZE }, (_, index) => (index * 7 + (index >> 8)) & 0xff);

let buffer: DmaBuffer;
beforeEach(async () => {
  const machine = createTestMachine({ coherent: true });
  buffer = await createBuffer({ name: 'a', size: SIZE, temporary: true }, { machine });
});
afterEach(() => buffer.close());

const same = (read: Uint8Array, offset = 0, size = SIZE): void =>
  expect(Buffer.compare(read, bytes.subarray(offset, offset + size))).toBe(0);

test('Node streams read and write all of it', async () => {
  await pipeline(Readable.from([bytes.subarray(0, 100), bytes.subarray(100)]), buffer.createWriteStream());
  same(await collect(buffer.createReadStream()));
});

test('web streams read and write all of it', async () => {
  const writer = buffer.writableWebStream().getWriter();
  await writer.write(bytes.subarray(0, 100));
  await writer.write(bytes.slice(100).buffer);
  await writer.close();
  const chunks: Uint8Array[] = [];
  for await (const chunk of buffer.readableWebStream()) {
    chunks.push(chunk);
  }
  same(Buffer.concat(chunks));
});

test('a part is streamed', async () => {
  await buffer.write(bytes);
  const range = { offset: 1000n, size: MEBIBYTE + 1 };
  same(await collect(buffer.createReadStream(range)), 1000, MEBIBYTE + 1);
  const stream = buffer.createWriteStream({ offset: 10, size: 4 });
  stream.end(Uint8Array.of(1, 2, 3, 4));
  await once(stream, 'finish');
  expect([...(await buffer.read({ offset: 9, size: 6 }))]).toEqual([bytes[9], 1, 2, 3, 4, bytes[14]]);
});

test('what leaves the part is refused, and is not written', async () => {
  const stream = buffer.createWriteStream({ offset: 10, size: 4 });
  stream.write(Uint8Array.of(1, 2, 3));
  stream.write(Uint8Array.of(4, 5));
  await expect(once(stream, 'finish')).rejects.toMatchObject({ code: 'range' });
  const writer = buffer.writableWebStream({ size: 1 }).getWriter();
  await expect(writer.write(Uint8Array.of(1, 2))).rejects.toMatchObject({ code: 'range' });
  expect([...(await buffer.read({ size: 16 }))]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0]);
  expect(() => buffer.createReadStream({ offset: SIZE + 1 })).toThrow(expect.objectContaining({ code: 'range' }));
});

test('nobody reads ahead of who is slow', async () => {
  const read = jest.spyOn(buffer, 'read');
  const stream = buffer.createReadStream();
  const web = buffer.readableWebStream().getReader();
  await new Promise((resolve) => setTimeout(resolve, 50));
  // Each stream has what fills it.
  expect(read.mock.calls.length).toBeLessThanOrEqual(3);
  stream.destroy();
  await web.cancel();
});

test('a handle that is closed ends a stream', async () => {
  const stream = buffer.createReadStream();
  await buffer.close();
  await expect(collect(stream)).rejects.toMatchObject({ code: 'closed' });
});

test.each([Uint8Array, Float64Array])('readInto fills a %p, and no more', async (type) => {
  await buffer.write(bytes);
  const memory = new ArrayBuffer(64);
  await buffer.readInto(new type(memory, 8, 32 / type.BYTES_PER_ELEMENT), 1000);
  expect(new Uint8Array(memory)).toEqual(
    Uint8Array.of(...Array<number>(8).fill(0), ...bytes.subarray(1000, 1032), ...Array<number>(24).fill(0)),
  );
  await expect(buffer.readInto(memory, SIZE - 63)).rejects.toMatchObject({ code: 'range' });
  await expect(buffer.readInto('text' as never)).rejects.toThrow(TypeError);
});

test('what is read goes where the web wants bytes', async () => {
  await buffer.write(bytes);
  const digest = await webcrypto.subtle.digest('SHA-256', await buffer.read({ size: 16 }));
  expect(digest.byteLength).toBe(32);
});

test('a mapping is unmapped at the end of its block', async () => {
  let view: Uint8Array;
  {
    using memory = await buffer.map();
    view = new Uint8Array(memory);
    view[0] = 7;
  }
  expect(view[0]).toBe(0);
  expect(await buffer.read({ size: 1 })).toEqual(Uint8Array.of(7));
});
