// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'delete',
  summary: 'Delete buffers.',
  paragraphs: [
    'A buffer that a program has open, mapped or exported stays, and its name is reported. The others that were named are deleted all the same.',
  ],
  operands: [{ name: 'NAME', kind: 'buffer', text: 'The name of a buffer.', repeatable: true }],
  options: [],
  examples: [{ command: 'u-dma-buf-mgr delete udmabuf8 udmabuf9', text: 'Delete two buffers.' }],
};
