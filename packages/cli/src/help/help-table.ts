// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  BUFFER_GROUP,
  CLASS_DIRECTORY,
  CONTROL_DEVICE,
  DEVICE_DIRECTORY,
  MANAGER_MODULE,
} from '@u-dma-buf-mgr/protocol';

import { commandNames, loadHelp } from '../command-table.ts';
import type { CommandHelp, ExitStatusHelp, OptionHelp } from '../command.ts';
import { commonExitStatuses } from '../exit-status.ts';

export interface HelpTable {
  readonly program: string;
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly options: readonly OptionHelp[];
  readonly commands: readonly CommandHelp[];
  readonly exitStatuses: readonly ExitStatusHelp[];
  readonly seeAlso: readonly { readonly page: string; readonly section: number }[];
  readonly environment: readonly { readonly name: string; readonly text: string }[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Everything that --help, the manual page and the completions say. */
export async function helpTable(): Promise<HelpTable> {
  return {
    program: 'u-dma-buf-mgr',
    summary: 'make, find, use and delete DMA buffers',
    paragraphs: [
      'A DMA buffer is memory that a device can reach without the CPU, and that a program can read, write and map through a device node. The kernel modules u-dma-buf and u-dma-buf-mgr provide them; this command creates, deletes and shows them.',
    ],
    options: [
      { name: '--help', short: '-h', text: 'Show this help, or that of the command it follows.' },
      { name: '--version', short: '-V', text: 'Show the version of this command.' },
    ],
    commands: await Promise.all(commandNames.map(loadHelp)),
    exitStatuses: commonExitStatuses(),
    environment: [
      {
        name: 'NO_COLOR',
        text: 'If it is set, the output has no colours. It has none either if it does not go to a terminal.',
      },
    ],
    seeAlso: [
      { page: 'u-dma-buf-mgr.yaml', section: 5 },
      { page: 'fuser', section: 1 },
      { page: 'modprobe', section: 8 },
    ],
    files: [
      {
        path: '/etc/u-dma-buf-mgr/*.yaml',
        text: 'The buffers that u-dma-buf-mgr.service creates at boot. See u-dma-buf-mgr.yaml(5).',
      },
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
