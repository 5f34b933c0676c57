// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize, parseSize } from '@u-dma-buf-mgr/client';

import type { OptionHelp } from '../command.ts';
import { UsageError } from '../error.ts';
import type { Arguments } from './arguments.ts';

/** A part of a buffer, in bytes. */
export interface Range {
  readonly offset: bigint;
  readonly size: bigint;
}

export const offsetOption: OptionHelp = {
  name: '--offset',
  value: 'OFFSET',
  text: 'Where in the buffer to begin. Without it, at its beginning. Written as a size is.',
};

export const sizeOption: OptionHelp = {
  name: '--size',
  value: 'SIZE',
  text: 'How many bytes. Without it, all that follow.',
};

/** The range that --offset and --size mean in a buffer of so many bytes. Throws where it is not all in it. */
export function readRange(words: Arguments, bufferSize: number): Range {
  const offset = words.value('--offset', parseOffset) ?? 0n;
  const size = words.value('--size', parseSize) ?? BigInt(bufferSize) - offset;
  return checkRange({ offset, size }, bufferSize);
}

/** The range itself. Throws where it is not all in a buffer of so many bytes. */
export function checkRange(range: Range, bufferSize: number): Range {
  const { offset, size } = range;
  if (offset >= bufferSize || offset + size > bufferSize) {
    throw new UsageError(
      `${size > 0n ? `${formatSize(size)} from ` : ''}${formatSize(offset)} on is not in the buffer, which has ${formatSize(bufferSize)}`,
    );
  }
  return range;
}

function parseOffset(text: string): bigint {
  return /^0([xX]0+)?$/.test(text) ? 0n : parseSize(text);
}
