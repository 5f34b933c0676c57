// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'map',
  summary: 'Show where in memory the buffers lie.',
  paragraphs: [
    'A bar for each bank of physical memory and for each area of the contiguous memory allocator (CMA), to scale, with the buffers in them. So it shows how much is free in one piece. A buffer of a device behind an IOMMU has an address of its own there, and is listed without a place.',
    'Only root is told where memory and CMA are. Others see the buffers, and how they lie to each other.',
  ],
  operands: [],
  options: [
    { name: '--svg', value: 'FILE', kind: 'file', text: 'Write a drawing to FILE instead; - is standard output.' },
  ],
  examples: [
    { command: 'u-dma-buf-mgr map', text: 'Show it in the terminal.' },
    { command: 'u-dma-buf-mgr map --svg map.svg', text: 'Draw it for a browser.' },
  ],
};
