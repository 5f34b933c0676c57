// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_DMA_MASK_BITS, MIN_DMA_MASK_BITS } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { textOf } from './text.ts';

/** Reads how many address bits a device can drive: decimal, or hexadecimal with 0x. */
export function parseDmaMask(text: string): number {
  return checked(/^([1-9][0-9]?|0[xX][0-9a-fA-F]{1,2})$/.test(text) ? Number(text) : 0, text);
}

/** How many address bits a device can drive, as a program gives them. */
export function checkDmaMask(bits: number): number {
  return checked(Number.isInteger(bits) ? bits : 0, textOf(bits));
}

function checked(bits: number, value: string): number {
  if (bits >= MIN_DMA_MASK_BITS && bits <= MAX_DMA_MASK_BITS) {
    return bits;
  }
  throw new ValueError({
    code: 'dma-mask',
    value,
    allowed: `${MIN_DMA_MASK_BITS} to ${MAX_DMA_MASK_BITS} bits`,
    hint: /^0[xX]f{3,}$/.test(value) ? `give the number of bits: ${maskWidth(value)}` : undefined,
  });
}

function maskWidth(mask: string): number {
  return BigInt(mask).toString(2).length;
}
