// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { offsetOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'load',
  summary: 'Copy a file into a buffer.',
  paragraphs: [
    'The device can read the bytes afterwards. What is in the buffer before and behind them stays.',
    'If a regular file does not fit, nothing is copied. The size of standard input, of a FIFO or of a device is not known before its end: if it does not fit, the part that fits is copied, and the command fails.',
  ],
  operands: [
    { name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' },
    { name: 'FILE', kind: 'file', text: 'A file; - is standard input.' },
  ],
  options: [offsetOption],
  examples: [
    { command: 'u-dma-buf-mgr load udmabuf8 coefficients.bin', text: 'Copy the file to the beginning.' },
    { command: 'zcat frame.raw.gz | u-dma-buf-mgr load udmabuf8 -', text: 'Copy what another program writes.' },
  ],
};
