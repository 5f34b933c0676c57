// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { offsetOption, sizeOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'fill',
  summary: 'Fill a buffer with a byte or a pattern.',
  paragraphs: ['Then the device can read it.'],
  operands: [
    { name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' },
    {
      name: 'PATTERN',
      text: 'A byte from 0 to 255, or bytes in hexadecimal in their order, such as 0xdeadbeef, again and again. Without it, 0.',
      optional: true,
    },
  ],
  options: [offsetOption, sizeOption],
  examples: [
    { command: 'u-dma-buf-mgr fill udmabuf8', text: 'Clear all of it.' },
    { command: 'u-dma-buf-mgr fill udmabuf8 0xdeadbeef --size 4K', text: 'Fill the first 4 KiB.' },
  ],
};
