// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize, handOverSync } from '@u-dma-buf-mgr/client';
import { nearest, SYNC_DIRECTIONS } from '@u-dma-buf-mgr/client/command';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { readRange } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import type { ExitStatus } from '../exit-status.ts';
import { say } from '../output/output.ts';
import { help } from './sync.help.ts';

export function run(words: Arguments): ExitStatus {
  const [name = ''] = words.operands;
  const owner = words.value('--for', oneOf('--for', ['cpu', 'device'] as const));
  if (owner === undefined) {
    throw misuse(help, '--for cpu or --for device is missing');
  }
  const direction = words.value('--direction', oneOf('--direction', SYNC_DIRECTIONS)) ?? 'bidirectional';
  const buffer = findBuffer(name);
  const range = readRange(words, buffer.size);
  handOverSync(name, owner, { direction, ...range });
  const whole = range.size === BigInt(buffer.size);
  const which = whole ? '' : `: ${formatSize(range.size)} from ${range.offset.toString()}`;
  return say(`${name} is the ${owner === 'cpu' ? 'CPU' : 'device'}'s${which}`);
}

function oneOf<T extends string>(option: string, allowed: readonly T[]): (text: string) => T {
  return (text) => {
    const found = allowed.find((word) => word === text);
    if (found === undefined) {
      const near = nearest(text, allowed);
      throw misuse(
        help,
        `${option} ${JSON.stringify(text)} is not valid; allowed: ${allowed.join(', ')}`,
        near && `did you mean ${near}?`,
      );
    }
    return found;
  };
}
