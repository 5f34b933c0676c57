// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'list',
  summary: 'List the buffers.',
  paragraphs: [
    'A line for each buffer of the machine, whoever created it: its name, its size, the address at which the device reaches it, its parent device, how it is mapped, who had it made (the manager, a parameter of the module, the device-tree, or another module; temporary: it goes when the program that made it and its last user are gone), and the processes that have it open or mapped.',
    'A ? stands for what an older driver does not tell, and for users that the caller may not see: only root sees those of all processes. Who holds an exported part of a buffer, the kernel tells nobody. Nothing is printed when there are no buffers. No privilege is needed.',
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
