// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'delete',
  summary: 'Delete buffers.',
  paragraphs: [
    'A buffer that a program has open, mapped or exported stays, and who uses it is reported. The others that were named are deleted all the same. A driver of others would delete it in use: with such a one it stays while a process has it open or mapped, but who holds an exported part is not seen.',
    'NAME may be a pattern as the shell has them: * is any text, ? any character, [0-3] one of some. Quote it, so that the shell leaves it alone. It means all buffers that match, whoever created them; those of the device tree come back with the next boot.',
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
