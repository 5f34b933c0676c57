// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'show',
  summary: 'Show all details of buffers.',
  paragraphs: [
    'Prints what the driver tells of each buffer, who owns its node, and which processes have it open or mapped. A ? stands for what an older driver does not tell, or what you may not see. It needs no privilege.',
  ],
  operands: [{ name: 'NAME', kind: 'buffer', text: 'The name of a buffer.', repeatable: true }],
  options: [{ name: '--json', text: 'Print an array of objects, with the members that list --json has.' }],
  examples: [{ command: 'u-dma-buf-mgr show udmabuf8', text: 'Show the buffer udmabuf8.' }],
};
