// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A part of a buffer as a stream, of Node and of the web. Each waits for whoever is slower.

import { Readable, Writable } from 'node:stream';
import { ReadableStream, WritableStream } from 'node:stream/web';

import { bytesOf } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { resolveRange } from './range.ts';
import type { ResolvedRange } from './range.ts';

/** What is read at once. */
const CHUNK = 1 << 20;

/** The part, and what moves bytes. */
export interface Part extends ResolvedRange {
  /** For errors: `read udmabuf0`. */
  readonly action: string;
}

type Read = (range: ResolvedRange) => Promise<Uint8Array<ArrayBuffer>>;
type Write = (bytes: Uint8Array, offset: bigint) => Promise<void>;

export function nodeReadable(part: Part, read: Read): Readable {
  return Readable.from(chunksOf(part, read), { objectMode: false, highWaterMark: CHUNK });
}

export function webReadable(part: Part, read: Read): ReadableStream<Uint8Array<ArrayBuffer>> {
  const chunks = chunksOf(part, read);
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await chunks.next();
      if (done === true) {
        controller.close();
      } else {
        controller.enqueue(value);
      }
    },
    cancel: async () => {
      await chunks.return(undefined);
    },
  });
}

export function nodeWritable(part: Part, write: Write): Writable {
  const next = writer(part, write);
  return new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      next(chunk).then(() => done(), done);
    },
  });
}

export function webWritable(part: Part, write: Write): WritableStream<Bytes> {
  const next = writer(part, write);
  return new WritableStream({ write: (chunk) => next(chunk) });
}

async function* chunksOf({ offset, size }: Part, read: Read): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  const end = offset + size;
  for (let at = offset; at < end; at += BigInt(CHUNK)) {
    yield await read({ offset: at, size: end - at < CHUNK ? end - at : BigInt(CHUNK) });
  }
  return undefined;
}

/** Writes each chunk behind the one before. One that leaves the part is refused. */
function writer({ offset, size, action }: Part, write: Write): (chunk: Bytes) => Promise<void> {
  let done = 0n;
  return async (chunk) => {
    const bytes = bytesOf(chunk, action);
    const range = resolveRange({ offset: done, size: bytes.length }, size, action);
    await write(bytes, offset + range.offset);
    done += range.size;
  };
}
