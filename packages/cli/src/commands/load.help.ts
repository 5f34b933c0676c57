// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { offsetOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'load',
  summary: 'Copy a file into a buffer.',
  paragraphs: [
    'A file that does not fit is refused, and nothing is copied. Then the device can read what was copied. What is in the buffer before and behind it stays.',
  ],
  operands: [
    { name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' },
    { name: 'FILE', kind: 'file', text: 'A file.' },
  ],
  options: [offsetOption],
  examples: [{ command: 'u-dma-buf-mgr load udmabuf8 coefficients.bin', text: 'Copy the file to the beginning.' }],
};
