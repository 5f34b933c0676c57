// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  BUFFER_GROUP,
  BUS_NAMES,
  CLASS_DIRECTORY,
  CONTROL_DEVICE,
  DEFAULT_BUS,
  DEVICE_DIRECTORY,
  MANAGER_MODULE,
  MAX_DMA_MASK_BITS,
  MAX_NAME_LENGTH,
  MIN_DMA_MASK_BITS,
  MMAP_MODES,
} from '@u-dma-buf-mgr/protocol';

export type CommandName = 'create' | 'delete' | 'list';

export interface OptionHelp {
  /** With its dashes. */
  readonly name: string;
  /** The placeholder of its value; an option without one takes none. */
  readonly value?: string;
  readonly text: string;
}

export interface OperandHelp {
  readonly name: string;
  readonly text: string;
  /** It may be given several times; only the last operand of a command can be. */
  readonly repeatable?: true;
}

export interface ExampleHelp {
  readonly command: string;
  readonly text: string;
}

export interface CommandHelp {
  readonly name: CommandName;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly operands: readonly OperandHelp[];
  readonly options: readonly OptionHelp[];
  readonly examples: readonly ExampleHelp[];
}

export interface HelpTable {
  readonly program: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly options: readonly OptionHelp[];
  readonly commands: readonly CommandHelp[];
  readonly exitStatuses: readonly { readonly status: number; readonly text: string }[];
  readonly seeAlso: readonly { readonly page: string; readonly section: number }[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Everything that --help and the manual page say. The parser takes the options from here as well. */
export function helpTable(): HelpTable {
  return {
    program: 'u-dma-buf-mgr',
    summary: 'create, delete and list DMA buffers',
    paragraphs: [
      'A DMA buffer is memory that a device can reach without the CPU, and that a program can read, write and map through a device node. The kernel modules u-dma-buf and u-dma-buf-mgr provide them; this command has them created and deleted, and shows which there are.',
    ],
    options: [
      { name: '--help', text: 'Show this help, or that of the command it follows.' },
      { name: '--version', text: 'Show the version of this command.' },
    ],
    commands: [create(), remove(), list()],
    exitStatuses: [
      { status: 0, text: 'Everything that was asked for is done.' },
      { status: 1, text: 'The kernel refused, or there is no such buffer; standard error says why.' },
      { status: 2, text: 'The command line is wrong; nothing was done.' },
    ],
    seeAlso: [
      { page: 'fuser', section: 1 },
      { page: 'modprobe', section: 8 },
    ],
    files: [
      {
        path: CONTROL_DEVICE,
        text: `Takes the commands. It is there when the module ${MANAGER_MODULE} is loaded, and only root may write it.`,
      },
      {
        path: `${DEVICE_DIRECTORY}/NAME`,
        text: `A buffer, for programs to read, write and map. Members of the group ${BUFFER_GROUP} may.`,
      },
      { path: `${CLASS_DIRECTORY}/NAME`, text: 'What the driver tells about a buffer. Everybody may read it.' },
    ],
  };
}

function create(): CommandHelp {
  return {
    name: 'create',
    summary: 'Create a buffer.',
    paragraphs: [
      'When it is there, its size, its DMA address and its node are printed.',
      'The memory is contiguous as the device sees it, so a large buffer needs a large area of contiguous memory (CMA), which the kernel sets aside at boot when its command line has cma=SIZE.',
    ],
    operands: [
      {
        name: 'NAME',
        text: `The name of the buffer, of its node and of its directory in sysfs: up to ${MAX_NAME_LENGTH} letters, digits and . _ @ : + - that begin with a letter or a digit.`,
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
        text: 'The device that will do the DMA, named as in /sys/bus/BUS/devices. Without it the buffer gets a platform device of its own.',
      },
      {
        name: '--bus',
        value: 'BUS',
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
        text: `How programs map the buffer: ${MMAP_MODES.join(', ')}. off maps it as the device sees it, on maps it cached unless the program asks otherwise, auto is on for a device that is not cache coherent and off for one that is, and page maps it so that O_DIRECT and io_uring can use it.`,
      },
    ],
    examples: [
      { command: 'u-dma-buf-mgr create udmabuf8 64K', text: 'Create /dev/udmabuf8 of 64 KiB.' },
      {
        command: 'u-dma-buf-mgr create udmabuf9 16M --bus pci --device 0000:00:18.7',
        text: 'Create a buffer that a PCI device can reach.',
      },
    ],
  };
}

function remove(): CommandHelp {
  return {
    name: 'delete',
    summary: 'Delete buffers.',
    paragraphs: [
      'A buffer that a program has open, mapped or exported stays, and its name is reported. The others that were named are deleted all the same.',
    ],
    operands: [{ name: 'NAME', text: 'The name of a buffer.', repeatable: true }],
    options: [],
    examples: [{ command: 'u-dma-buf-mgr delete udmabuf8 udmabuf9', text: 'Delete two buffers.' }],
  };
}

function list(): CommandHelp {
  return {
    name: 'list',
    summary: 'List the buffers.',
    paragraphs: [
      'A line for each buffer of the machine, whoever created it: its name, its size, the address at which the device reaches it, its parent device and the bus of that, how it is mapped, and whether the parent is cache coherent. A - stands for what an older driver does not tell. Nothing is printed when there are no buffers. No privilege is needed.',
    ],
    operands: [],
    options: [
      {
        name: '--json',
        text: 'Print an array of objects with the members name, node, major, minor, size (bytes), dma_address (hexadecimal), bus, parent, coherent, mmap_mode, sync_mode and driver_version. What an older driver does not tell is null.',
      },
    ],
    examples: [
      {
        command: `u-dma-buf-mgr list --json | jq -r '.[] | .name + " " + .dma_address'`,
        text: 'Print the names and the DMA addresses.',
      },
    ],
  };
}
