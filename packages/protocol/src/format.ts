// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { ParsedCommand } from './command.ts';
import { createWords, DELETE } from './words.ts';

/** The one canonical text of a command, without a terminator. Every module takes it, ikwzm's too, but for a place and `temporary`. */
export function format(command: ParsedCommand): string {
  switch (command.verb) {
    case 'create':
      return createWords(command).join(' ');
    case 'delete':
      return `${DELETE} ${command.name}`;
    case 'blank':
      return '';
  }
}
