// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { format } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

import { formatSize } from '../values/size.ts';

export type Part = 'name' | 'size' | 'option';

/** What stands at a column of the command as it was sent: which argument that is, and how to name it to people. */
export function argumentAt(command: Command, column: number): { part: Part; label: string } {
  const text = format(command);
  const index = text.slice(0, column - 1).split(' ').length - 1;
  const word = text.split(' ')[index] ?? '';
  if (index === 1) {
    return { part: 'name', label: `name ${word}` };
  }
  if (index === 2 && command.verb === 'create') {
    return { part: 'size', label: `size ${formatSize(command.size)}` };
  }
  return { part: 'option', label: word.replace('=', ' ') };
}
