// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { SYNC_DIRECTIONS } from '@u-dma-buf-mgr/client/command';

import { offsetOption, sizeOption } from '../arguments/range.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'sync',
  summary: 'Hand a buffer over to the device, or to the CPU.',
  paragraphs: [
    'Where the device does not see what the CPU has in its caches, a buffer must be handed to the device before the device reads or writes it, and to the CPU before a program reads what the device wrote. Where it does, this does no harm.',
    'A range below 4G is handed over in one step, rounded to multiples of 16. For one above, the stored range of the buffer is changed for a moment.',
  ],
  operands: [{ name: 'NAME', kind: 'buffer', text: 'The name of a buffer.' }],
  options: [
    {
      name: '--for',
      value: 'OWNER',
      kind: ['cpu', 'device'],
      required: true,
      text: 'Who gets the buffer: cpu or device.',
    },
    offsetOption,
    sizeOption,
    {
      name: '--direction',
      value: 'DIRECTION',
      kind: SYNC_DIRECTIONS,
      text: 'Which way the data goes: to-device, from-device, or bidirectional, which it is without this option.',
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr sync udmabuf8 --for device', text: 'Hand all of it to the device.' },
    {
      command: 'u-dma-buf-mgr sync udmabuf8 --for cpu --size 4K --direction from-device',
      text: 'Hand the first 4 KiB, which the device has written, to the CPU.',
    },
  ],
};
