// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'export',
  summary: 'Print the present buffers as a configuration file.',
  paragraphs: [
    'From this file, apply creates the same buffers. Comments name the buffers of the device tree, of module parameters and of other modules, and temporary buffers, which go with the programs that created them. What an older module does not tell is missing, and a comment says so.',
  ],
  operands: [],
  options: [],
  examples: [
    { command: 'u-dma-buf-mgr export > /etc/u-dma-buf-mgr/buffers.yaml', text: 'Create these buffers at every boot.' },
  ],
};
