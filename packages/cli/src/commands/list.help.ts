// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'list',
  summary: 'List the buffers.',
  paragraphs: [
    'Prints a line for each buffer of the machine: its name, its size, the address at which the device reaches it, its parent device, how programs map it, who created it (the manager, a module parameter, the device-tree, or another module), and the processes that have it open or mapped. "temporary" means that the buffer goes with the program that created it, and its last user.',
    'A ? stands for what an older driver does not tell, and for users that you may not see: only root sees those of all processes. The kernel tells nobody who holds an exported part. If there are no buffers, it prints nothing. It needs no privilege.',
  ],
  operands: [],
  options: [
    {
      name: '--json',
      text: 'Print an array of objects with the members name, node, major, minor, size (bytes), dma_address (hexadecimal), bus, parent, coherent, mmap_mode, sync_mode, driver_version, dma_mask (bits), origin, temporary, users (objects with pid, command, open, mapped) and users_complete. What an older driver does not tell is null.',
    },
  ],
  examples: [
    {
      command: `u-dma-buf-mgr list --json | jq -r '.[] | .name + " " + .dma_address'`,
      text: 'Print the names and the DMA addresses.',
    },
  ],
};
