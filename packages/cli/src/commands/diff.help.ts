// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';
import { filesOperand, pruneOption } from '../configuration/options.ts';

export const help: CommandHelp = {
  name: 'diff',
  summary: 'Show what differs from the configuration.',
  paragraphs: [
    'Prints a line for each buffer that apply would change: how, what differs, and who uses it. It needs no privilege.',
  ],
  operands: [filesOperand],
  options: [pruneOption, { name: '--json', text: 'Print an array of objects, as apply --json does.' }],
  examples: [{ command: 'u-dma-buf-mgr diff --prune', text: 'Show all that is not as configured.' }],
  exitStatuses: [{ status: 3, text: 'Something differs.' }],
};
