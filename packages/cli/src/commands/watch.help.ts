// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'watch',
  summary: 'Show buffers as they come and go, until interrupted.',
  paragraphs: [
    'A line for each buffer that there is, then one for each that is created (+) or deleted (-), whoever does that. The kernel tells of them as they happen; nothing is polled, and no privilege is needed.',
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
      text: 'Print the names of those that are there, come or go.',
    },
  ],
};
