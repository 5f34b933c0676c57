// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { offsetOption, sizeOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'dump',
  summary: 'Show what is in a buffer, or save it.',
  paragraphs: [
    'Prints hexadecimal and text, 16 bytes a line, like hexdump -C; a * stands for lines equal to the one before. It first hands to the CPU what the device has written.',
  ],
  operands: [{ name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' }],
  options: [
    offsetOption,
    sizeOption,
    {
      name: '--out',
      value: 'FILE',
      kind: 'file',
      text: "Write the bytes as they are to this file; - is standard output. A file that exists is replaced when all bytes are there, and keeps its owner and mode; a new one is its owner's alone (0600). A device or a FIFO is written into.",
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr dump udmabuf8 --size 256', text: 'Show the first 256 bytes.' },
    { command: 'u-dma-buf-mgr dump udmabuf8 --out frame.raw', text: 'Save all of it.' },
  ],
};
