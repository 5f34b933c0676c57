// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commandNames } from '../command-table.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'help',
  summary: 'Explain a command, or list all.',
  paragraphs: ['The same as COMMAND --help.'],
  operands: [
    { name: 'COMMAND', kind: commandNames, text: 'The name of a command. Without it, all are listed.', optional: true },
  ],
  options: [],
  examples: [{ command: 'u-dma-buf-mgr help create', text: 'Explain create.' }],
};
