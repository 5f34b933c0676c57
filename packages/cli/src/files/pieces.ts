// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readSync, writeSync } from 'node:fs';

import type { Range } from '../arguments/range.ts';
import { CommandError } from '../error.ts';
import { readNext, writeFully } from '../output/descriptor.ts';
import { progress } from '../output/output.ts';
import type { Interruption } from '../signals.ts';

/** So much at a time, and the progress shows after each. */
const PIECE = 1 << 20;

/** Reads a range of an open file, a piece at a time. */
export function* readPieces(descriptor: number, { offset, size }: Range): Generator<Buffer> {
  for (let done = 0; done < Number(size);) {
    const piece = Buffer.alloc(Math.min(PIECE, Number(size) - done));
    const bytes = readSync(descriptor, piece, 0, piece.length, Number(offset) + done);
    if (bytes === 0) {
      throw new CommandError(`it ended ${Number(size) - done} bytes early`);
    }
    done += bytes;
    yield piece.subarray(0, bytes);
  }
}

/** Reads an open file from where it is to its end. */
export function* readToEnd(descriptor: number): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE);
  for (let bytes = readNext(descriptor, piece); bytes > 0; bytes = readNext(descriptor, piece)) {
    yield piece.subarray(0, bytes);
  }
}

/** As many bytes of the pieces; where they have more, it throws then. */
export function* cutAt(size: bigint, pieces: Iterable<Buffer>, tooMuch: () => Error): Generator<Buffer> {
  let left = Number(size);
  for (const piece of pieces) {
    if (left > 0) {
      yield piece.subarray(0, left);
    }
    if (piece.length > left) {
      throw tooMuch();
    }
    left -= piece.length;
  }
}

interface WriteOptions {
  /** Of all pieces, where that is known. */
  readonly total?: bigint;
  /** Without it, signals end the program as they come. */
  readonly interruption?: Interruption | undefined;
}

/** Writes pieces one after another to a place in an open file, and gives how many bytes those were. */
export function writePieces(
  descriptor: number,
  offset: bigint,
  pieces: Iterable<Uint8Array>,
  options: WriteOptions,
): Promise<bigint> {
  return transfer(pieces, options, (piece, done) => {
    writeAt(descriptor, piece, Number(offset) + done);
  });
}

/** The same to an open file that may have no places, such as a pipe. */
export function appendPieces(descriptor: number, pieces: Iterable<Uint8Array>, options: WriteOptions): Promise<bigint> {
  return transfer(pieces, options, (piece) => {
    writeFully(descriptor, piece);
  });
}

async function transfer(
  pieces: Iterable<Uint8Array>,
  { total = 0n, interruption }: WriteOptions,
  write: (piece: Uint8Array, done: number) => void,
): Promise<bigint> {
  const isLong = total > PIECE;
  let done = 0;
  for (const piece of pieces) {
    await interruption?.check();
    write(piece, done);
    done += piece.length;
    if (isLong) {
      progress(`${Math.floor((done / Number(total)) * 100)} %`);
    }
  }
  if (isLong) {
    progress('');
  }
  return BigInt(done);
}

function writeAt(descriptor: number, piece: Uint8Array, position: number): void {
  for (let written = 0; written < piece.length;) {
    written += writeSync(descriptor, piece, written, piece.length - written, position + written);
  }
}
