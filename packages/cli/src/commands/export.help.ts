// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'export',
  summary: 'Print the present buffers as a configuration file.',
  paragraphs: [
    'From it apply makes the same buffers. Buffers that the device tree, a parameter of the module or another module asks for are named in comments. So are temporary buffers, which go with the programs that made them. What older modules do not tell is left out, and said in comments.',
  ],
  operands: [],
  options: [],
  examples: [
    {
      command: 'u-dma-buf-mgr export > /etc/u-dma-buf-mgr/buffers.yaml',
      text: 'Have these buffers made at every boot.',
    },
  ],
};
