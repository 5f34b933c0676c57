// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command, CreateCommand } from './command.ts';

/** What ends a command on its way to the module. */
export const COMMAND_TERMINATOR = '\n';

/** The command as the module reads it, without a terminator. */
export function formatCommand(command: Command): string {
  switch (command.verb) {
    case 'create':
      return formatCreate(command);
    case 'delete':
      return `delete ${command.name}`;
  }
}

function formatCreate({ name, size, bus, device, dmaMask, mmapMode }: CreateCommand): string {
  const words = ['create', name, size.toString()];
  if (bus !== undefined) words.push(`bus=${bus}`);
  if (device !== undefined) words.push(`device=${device}`);
  if (dmaMask !== undefined) words.push(`dma-mask=${dmaMask}`);
  if (mmapMode !== undefined) words.push(`quirk-mmap-${mmapMode}`);
  return words.join(' ');
}
