// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_SIZE } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { textOf } from './text.ts';

/** That of most machines; no kernel has smaller pages. */
const SMALLEST_PAGE = 4096n;

/** Reads a physical address: hexadecimal with 0x, or decimal; a multiple of the page size. */
export function parseAddress(text: string): bigint {
  return checked(/^(0[xX][0-9a-fA-F]+|0|[1-9][0-9]*)$/.test(text) ? BigInt(text) : undefined, text);
}

/** A physical address as a program gives it. */
export function checkAddress(address: bigint | number): bigint {
  const isWhole = typeof address === 'bigint' || Number.isInteger(address);
  return checked(isWhole && address >= 0 ? BigInt(address) : undefined, textOf(address));
}

function checked(address: bigint | undefined, value: string): bigint {
  if (address !== undefined && address <= MAX_SIZE && address % SMALLEST_PAGE === 0n) {
    return address;
  }
  const page = address === undefined ? 0n : address - (address % SMALLEST_PAGE);
  throw new ValueError({
    code: 'address',
    value,
    allowed: 'a physical address of 64 bits, decimal or 0x hexadecimal, at which a page begins',
    hint:
      address !== undefined && address <= MAX_SIZE
        ? `pages have at least ${SMALLEST_PAGE.toString()} bytes: this one begins at 0x${page.toString(16)}`
        : undefined,
  });
}
