// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { nearest } from '@u-dma-buf-mgr/client/command';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { completionScript } from '../completion/script.ts';
import { shells } from '../completion/shells.ts';
import type { Shell } from '../completion/shells.ts';
import type { ExitStatus } from '../exit-status.ts';
import { helpTable } from '../help/help-table.ts';
import { print } from '../output/output.ts';

export async function run({ operands: [word = ''] }: Arguments): Promise<ExitStatus> {
  return print(completionScript(parseShell(word), await helpTable()));
}

function parseShell(word: string): Shell {
  const shell = shells.find((name) => name === word);
  if (shell === undefined) {
    const near = nearest(word, shells);
    const message = `there is no completion for ${JSON.stringify(word)}, only for ${shells.join(', ')}`;
    throw misuse({ name: 'completion' }, message, near && `did you mean ${near}?`);
  }
  return shell;
}
