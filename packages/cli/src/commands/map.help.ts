// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'map',
  summary: 'Show where the buffers lie in memory.',
  paragraphs: [
    'Prints a bar, to scale, for each bank of physical memory and for each area of the contiguous memory allocator (CMA), with the buffers in them. The bar shows how much is free in one piece. If a buffer is behind an IOMMU, its address is not a physical one: the command lists it without a place.',
    'The kernel tells only root where memory and CMA are. Other users see the buffers, and how they lie to each other.',
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
