// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  BUS_NAMES,
  DEFAULT_BUS,
  MAX_DMA_MASK_BITS,
  MAX_NAME_LENGTH,
  MIN_DMA_MASK_BITS,
  MMAP_MODES,
} from '@u-dma-buf-mgr/protocol';

import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'create',
  summary: 'Create a buffer.',
  paragraphs: [
    'Prints size, DMA address and node of the new buffer.',
    'The device sees the memory as contiguous. For a large buffer the driver moves other data away, up to fifteen sixteenths of the memory that is free or movable. In the mmap mode off, a device that is not coherent has only contiguous memory that the kernel reserved at boot (CMA: cma=SIZE on its command line).',
  ],
  operands: [
    {
      name: 'NAME',
      text: `The name of the buffer, of its node and of its directory in sysfs: up to ${MAX_NAME_LENGTH} letters, digits and . _ @ : + - that begin with a letter or a digit. A name that something else has in /dev, such as null, is refused.`,
    },
    {
      name: 'SIZE',
      text: 'Its size in bytes, in decimal or as 0x hexadecimal, or with a unit of 1024: 64K, 16MiB, 4G, 1T.',
    },
  ],
  options: [
    {
      name: '--device',
      value: 'DEVICE',
      kind: 'device',
      text: 'The device that will do the DMA, named as in /sys/bus/BUS/devices. Without it the buffer gets a platform device of its own.',
    },
    {
      name: '--bus',
      value: 'BUS',
      kind: BUS_NAMES,
      text: `The bus on which DEVICE is looked for: ${BUS_NAMES.join(', ')}. Without it, ${DEFAULT_BUS}.`,
    },
    {
      name: '--dma-mask',
      value: 'BITS',
      text: `How many bits of address the device that will use the buffer can drive, ${MIN_DMA_MASK_BITS} to ${MAX_DMA_MASK_BITS}. Without it, 32, unless the driver was loaded with another default. Not together with --device, whose own mask stands.`,
    },
    {
      name: '--mmap',
      value: 'MODE',
      kind: MMAP_MODES,
      text: `How programs map the buffer: ${MMAP_MODES.join(', ')}. off maps it as the device sees it, on maps it cached unless the program asks otherwise, auto is on for a device that is not cache coherent and off for one that is, and page maps it so that O_DIRECT and io_uring can use it.`,
    },
    {
      name: '--address',
      value: 'ADDRESS',
      text: 'The physical address at which the buffer must lie, in decimal or as 0x hexadecimal: for a design with a fixed address. The driver moves away what uses the memory there. It refuses an address without RAM, reserved memory, memory that it cannot move, and memory that the device does not reach.',
    },
    {
      name: '--region',
      value: 'REGION',
      text: "The region of the device tree's reserved memory from which the buffer gets its memory: the name of its node, with or without the unit address, or its label. It must be a shared-dma-pool, reusable or no-map. A region that is full, too small or above the DMA mask gives no buffer. Not together with --address, nor with --device, whose own memory-region stands.",
    },
  ],
  examples: [
    { command: 'u-dma-buf-mgr create udmabuf8 64K', text: 'Create /dev/udmabuf8 of 64 KiB.' },
    {
      command: 'u-dma-buf-mgr create udmabuf9 16M --bus pci --device 0000:00:18.7',
      text: 'Create a buffer that a PCI device can reach.',
    },
    { command: 'u-dma-buf-mgr create frame0 8M --address 0x70000000', text: 'Create a buffer at a physical address.' },
  ],
};
