// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_SIZE } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';

const allowed =
  'more than 0 and less than 2^64 bytes, as a decimal or 0x hexadecimal number or with K, M, G, T (KiB, MiB, GiB, TiB)';
const shifts: Readonly<Record<string, bigint>> = { '': 0n, K: 10n, M: 20n, G: 30n, T: 40n };
const units = (['T', 'G', 'M', 'K'] as const).map((unit) => ({ unit, bytes: 1n << (shifts[unit] ?? 0n) }));

/**
 * Reads a size as people write it. Units are powers of 1024: `64K`, `64KiB`. `64KB` and `64kB` mean 64000 to
 * some and 65536 to others, and `010` is 8 to the kernel and 10 to people, so neither is taken.
 */
export function parseSize(text: string): bigint {
  const size = readSize(text);
  if (size === undefined || size === 0n || size > MAX_SIZE) {
    throw new ValueError({ code: 'size', value: text, allowed, hint: sizeHint(text) });
  }
  return size;
}

function readSize(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) {
    return BigInt(text);
  }
  const [, digits, unit] = /^(0|[1-9][0-9]*)(?:([KMGTkmgt])(?:iB)?)?$/.exec(text) ?? [];
  const shift = shifts[(unit ?? '').toUpperCase()];
  return digits === undefined || shift === undefined ? undefined : BigInt(digits) << shift;
}

function sizeHint(text: string): string | undefined {
  const [, number, half] = /^([1-9][0-9]*) *([KMGT])ib?$/i.exec(text) ?? [];
  if (number !== undefined && half !== undefined) {
    return `write ${number}${half.toUpperCase()}iB`;
  }
  const [, amount, unit] = /^([0-9]+)([KMGT])B$/i.exec(text) ?? [];
  if (amount !== undefined && unit !== undefined) {
    return `write ${amount}${unit.toUpperCase()} for powers of 1024, or count the bytes for powers of 1000`;
  }
  const [, digits] = /^0+([0-9]+)$/.exec(text) ?? [];
  return digits === undefined ? undefined : `write ${digits} for decimal, or 0x${digits} for hexadecimal`;
}

/** The shortest text that {@link parseSize} reads as exactly this size. */
export function formatSize(bytes: bigint | number): string {
  const size = BigInt(bytes);
  for (const { unit, bytes: one } of units) {
    if (size >= one && size % one === 0n) {
      return `${(size / one).toString()}${unit}`;
    }
  }
  return size.toString();
}
