// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUS_NAMES, DEFAULT_BUS } from '@u-dma-buf-mgr/protocol';

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'doctor',
  summary: 'Find out what keeps buffers from working, and how to fix it.',
  paragraphs: [
    'It looks at the modules and at how they were built, at what the kernel demands of modules, at who may use the buffers, at memory and at the IOMMU. It changes nothing. Each warning and error comes with the commands that fix it, for a root shell, and with the place in the documents that says more. Without root it sees less: not the log of the kernel, nor where memory lies.',
  ],
  operands: [],
  options: [
    { name: '--size', value: 'SIZE', text: 'Tell whether a buffer of this size could be made now.' },
    {
      name: '--device',
      value: 'DEVICE',
      kind: 'device',
      text: 'For a buffer of this parent device, within its DMA mask and behind its IOMMU.',
    },
    {
      name: '--bus',
      value: 'BUS',
      kind: BUS_NAMES,
      text: `The bus on which DEVICE is looked for: ${BUS_NAMES.join(', ')}. Without it, ${DEFAULT_BUS}.`,
    },
    { name: '--dma-mask', value: 'BITS', text: 'For a buffer with this DMA mask, as create takes it.' },
    {
      name: '--json',
      text: 'Print an object with the members severity (ok, note, warning, error: the worst) and findings, an array of objects with check, severity, text, evidence (a line of a log, or null), fix (an array of commands) and help (the place in the documents).',
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr doctor', text: 'Look at everything.' },
    {
      command: 'u-dma-buf-mgr doctor --size 64M --bus pci --device 0000:00:18.7',
      text: 'Tell whether this device could have a buffer of 64 MiB, and if not, why.',
    },
  ],
  exitStatuses: [
    { status: 3, text: 'The worst finding is a warning.' },
    { status: 4, text: 'The worst finding is an error.' },
  ],
};
