// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { format } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

type Word = 'name' | 'size' | 'device' | 'bus' | 'address' | 'region';
export type CommandErrno =
  | 'EACCES'
  | 'EBUSY'
  | 'EDQUOT'
  | 'EEXIST'
  | 'EFBIG'
  | 'EINVAL'
  | 'ENODEV'
  | 'ENOENT'
  | 'ENOMEM'
  | 'ENXIO'
  | 'EOPNOTSUPP'
  | 'ERANGE';

/** A command that was understood and cannot be done, and which word of it is why. */
export class CommandError extends Error {
  readonly errno: CommandErrno;
  readonly word: Word;

  constructor(errno: CommandErrno, word: Word, reason: string) {
    super(reason);
    this.errno = errno;
    this.word = word;
  }
}

/** Where a word stands in the canonical text of a command, from 1. */
export function columnOf(word: Word, command: Command): number {
  const text = format(command);
  switch (word) {
    case 'name':
      return text.indexOf(' ') + 2;
    case 'size':
      return text.indexOf(' ', text.indexOf(' ') + 1) + 2;
    default:
      return text.indexOf(`${word}=`) + word.length + 2;
  }
}
