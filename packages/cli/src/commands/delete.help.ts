// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'delete',
  summary: 'Delete buffers.',
  paragraphs: [
    'A buffer that a program has open, mapped or exported stays, and the error names the program. The command deletes the others. Drivers before version 6 would delete a buffer in use: the command asks first which processes have it open or mapped, but it cannot see who holds an exported part.',
    'NAME may be a pattern of the shell: * is any text, ? any character, [0-3] one of several. Quote it, so that the shell does not expand it. A pattern means all buffers that match, whoever created them. Buffers of the device tree come back at the next boot.',
  ],
  operands: [
    { name: 'NAME', kind: 'buffer', text: 'The name of a buffer, or a pattern.', optional: true, repeatable: true },
  ],
  options: [
    { name: '--all', text: 'Delete all buffers. On a terminal you are asked whether you mean it.' },
    { name: '--yes', short: '-y', text: 'Do not ask.' },
  ],
  examples: [
    { command: 'u-dma-buf-mgr delete udmabuf8 udmabuf9', text: 'Delete two buffers.' },
    { command: "u-dma-buf-mgr delete 'rx*'", text: 'Delete all buffers whose names begin with rx.' },
  ],
};
