// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'watch',
  summary: 'Show buffers as they come and go, until interrupted.',
  paragraphs: [
    'Prints a line for each present buffer, then one for each buffer that somebody creates (+) or deletes (-). The kernel reports them as they happen: the command does not poll. It needs no privilege.',
  ],
  operands: [],
  options: [
    {
      name: '--json',
      text: 'Print an object a line, with the members event (present, added, removed), name, size (bytes), dma_address (hexadecimal) and parent.',
    },
  ],
  examples: [
    {
      command: 'u-dma-buf-mgr watch --json | jq -r .name',
      text: 'Print the names of buffers that are present, come or go.',
    },
  ],
};
