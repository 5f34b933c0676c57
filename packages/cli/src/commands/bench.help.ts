// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { offsetOption, sizeOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'bench',
  summary: 'Measure how fast the CPU reads and writes a buffer.',
  paragraphs: [
    "Through read() and write() of its node: as programs have it by default, and opened with O_SYNC, when the driver also hands each piece over between the CPU and the device. On a device that does not see the CPU's caches the second is what a transfer costs.",
    'It only reads the contents. With --write it also writes the contents that it read when the measurement began: what a device or another program writes meanwhile is lost.',
  ],
  operands: [{ name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' }],
  options: [
    offsetOption,
    sizeOption,
    { name: '--write', text: 'Measure writing too.' },
    { name: '--seconds', value: 'SECONDS', text: 'How long each measurement takes. Without it, 1.' },
    {
      name: '--json',
      text: 'Print an array of objects with the members mode (cached, sync), direction (read, write) and bytes_per_second.',
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr bench udmabuf8', text: 'Measure reading.' },
    {
      command: 'u-dma-buf-mgr bench udmabuf8 --write',
      text: 'Measure reading and writing; no device may use the buffer.',
    },
  ],
};
