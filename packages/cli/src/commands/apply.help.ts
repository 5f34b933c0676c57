// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';
import { filesOperand, pruneOption } from '../configuration/options.ts';

export const help: CommandHelp = {
  name: 'apply',
  summary: 'Create and change buffers as the configuration says.',
  paragraphs: [
    'It changes only what differs, so you can run it again at any time. It creates a buffer that is missing. If size, device, DMA mask or mmap mode differ, it deletes the buffer and creates it again; the contents are lost. If the new buffer cannot be created, it restores the old one, except for what an older driver does not tell of it. If owner, group or mode of a node differ, it changes them. It never deletes a buffer in use, and names who uses it. It compares the buffers of the device tree, of module parameters and of other modules, and leaves them alone.',
    'If a file has an error, it does nothing. It ends at the first buffer that fails; the buffers before that one stay.',
  ],
  operands: [filesOperand],
  options: [
    { name: '--dry-run', short: '-n', text: 'Show what would be done, and do nothing.' },
    { name: '--keep-going', short: '-k', text: 'Go on with the other buffers when one fails.' },
    pruneOption,
    {
      name: '--compile',
      value: 'FILE',
      kind: 'file',
      text: 'Also write to FILE the commands that create these buffers, and what udev is to know of their nodes. The service of the package sends them at boot as long as the configuration is the same, without Node.',
    },
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
