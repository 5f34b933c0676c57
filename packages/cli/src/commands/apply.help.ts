// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';
import { filesOperand, pruneOption } from '../configuration/options.ts';

export const help: CommandHelp = {
  name: 'apply',
  summary: 'Make the buffers that the configuration says.',
  paragraphs: [
    'Only what differs is changed, so that it can be run again at any time. A buffer that is not there is created. One of another size, device, DMA mask or mmap mode is deleted and created again, and comes back as it was where the new one cannot be had, but for what an older driver does not tell of it; what was in it is lost. One whose node is for others is given to them. A buffer that is in use is never deleted, and those who use it are named. Buffers of the device tree, of parameters of the module and of other modules are compared, and left alone.',
    'Nothing is done where anything in the files is wrong. At the first buffer that fails it ends, and those before it stay.',
  ],
  operands: [filesOperand],
  options: [
    { name: '--dry-run', short: '-n', text: 'Show what would be done, and do nothing.' },
    { name: '--keep-going', short: '-k', text: 'Go on with the other buffers when one fails.' },
    pruneOption,
    {
      name: '--json',
      text: 'Print an array of objects with the members name, action (create, replace, access, refuse, delete, keep), differences, unknown, users, done and error.',
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr apply', text: "Make the machine's buffers." },
    { command: 'u-dma-buf-mgr apply --dry-run --prune camera.yaml', text: 'Show what this file would change.' },
  ],
};
