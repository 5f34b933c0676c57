// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from '../arguments/arguments.ts';
import { loadHelp } from '../command-table.ts';
import type { ExitStatus } from '../exit-status.ts';
import { findCommand } from '../find-command.ts';
import { commandHelp, overview } from '../help/help.ts';
import { print } from '../output/output.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const [name] = words.operands;
  return print(name === undefined ? await overview() : commandHelp(await loadHelp(findCommand(name))));
}
