// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'list',
  summary: 'List the buffers.',
  paragraphs: [
    'A line for each buffer of the machine, whoever created it: its name, its size, the address at which the device reaches it, its parent device and the bus of that, how it is mapped, and whether the parent is cache coherent. A - stands for what an older driver does not tell. Nothing is printed when there are no buffers. No privilege is needed.',
  ],
  operands: [],
  options: [
    {
      name: '--json',
      text: 'Print an array of objects with the members name, node, major, minor, size (bytes), dma_address (hexadecimal), bus, parent, coherent, mmap_mode, sync_mode and driver_version. What an older driver does not tell is null.',
    },
  ],
  examples: [
    {
      command: `u-dma-buf-mgr list --json | jq -r '.[] | .name + " " + .dma_address'`,
      text: 'Print the names and the DMA addresses.',
    },
  ],
};
