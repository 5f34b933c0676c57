// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { ParsedCommand } from './command.ts';
import type { CreateFields } from './make-command.ts';

/** What ends a command on its way to the module. */
export const COMMAND_TERMINATOR = '\n';

/** The one canonical text of a command, without a terminator. Every module takes it, ikwzm's too, but for a place and `temporary`. */
export function format(command: ParsedCommand): string {
  switch (command.verb) {
    case 'create':
      return createWords(command).join(' ');
    case 'delete':
      return `delete ${command.name}`;
    case 'blank':
      return '';
  }
}

export function createWords(fields: CreateFields): string[] {
  const { name, size, bus, device, dmaMask, mmapMode, address, region, temporary } = fields;
  const words = ['create', name, size.toString()];
  if (bus !== undefined) words.push(`bus=${bus}`);
  if (device !== undefined) words.push(`device=${device}`);
  if (dmaMask !== undefined) words.push(`dma-mask=${dmaMask}`);
  if (mmapMode !== undefined) words.push(`quirk-mmap-${mmapMode}`);
  if (address !== undefined) words.push(`address=0x${address.toString(16)}`);
  if (region !== undefined) words.push(`region=${region}`);
  if (temporary === true) words.push('temporary');
  return words;
}
