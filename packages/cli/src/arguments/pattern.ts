// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { UsageError } from '../error.ts';

/** So many bytes are filled at a time; a multiple of every pattern's length comes close to it. */
const PIECE = 1 << 20;

/**
 * Reads what to fill a buffer with: a byte from 0 to 255, or bytes in hexadecimal, in their order: `0xdeadbeef` is
 * de ad be ef.
 */
export function parsePattern(text: string): Buffer {
  const hex = /^0x((?:[0-9a-f]{2})+)$/i.exec(text)?.[1];
  if (hex !== undefined) {
    return Buffer.from(hex, 'hex');
  }
  if (/^[0-9]{1,3}$/.test(text) && Number(text) < 256) {
    return Buffer.from([Number(text)]);
  }
  throw new UsageError(
    `pattern ${JSON.stringify(text)} is not valid; allowed: a byte from 0 to 255, or pairs of hexadecimal digits after 0x`,
    /^0x[0-9a-f]+$/i.test(text) ? `a digit is missing: did you mean 0x0${text.slice(2)}?` : undefined,
  );
}

/** The pattern again and again, until there are so many bytes. */
export function* repeatPattern(pattern: Buffer, size: bigint): Generator<Buffer> {
  const piece = Buffer.alloc(PIECE - (PIECE % pattern.length), pattern);
  for (let left = size; left > 0n; left -= BigInt(piece.length)) {
    yield left < piece.length ? piece.subarray(0, Number(left)) : piece;
  }
}
