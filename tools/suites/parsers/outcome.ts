// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CommandStream, MMAP_MODES } from '@u-dma-buf-mgr/protocol';
import type { CreateCommand, Parsed } from '@u-dma-buf-mgr/protocol';

import type { Case } from './generate.ts';

/** What the TypeScript parser makes of a case, in the words of parse-cases.c. */
export function outcomeOf({ sizeMax, pieces }: Case): string {
  const stream = new CommandStream(sizeMax);
  return pieces
    .flatMap((piece) => stream.push(Buffer.from(piece, 'latin1')))
    .map((parsed) => `${describe(parsed)}\n`)
    .join('');
}

function describe({ command, error }: Parsed): string {
  if (error !== undefined) {
    return `error ${error.code} ${error.column} ${error.reason}`;
  }
  switch (command.verb) {
    case 'create':
      return describeCreate(command);
    case 'delete':
      return `delete name=${command.name}`;
    case 'blank':
      return 'blank';
  }
}

function describeCreate(command: CreateCommand): string {
  const { name, size, bus, device, dmaMask, mmapMode, address, region, temporary } = command;
  const mode = mmapMode === undefined ? 0 : MMAP_MODES.indexOf(mmapMode) + 1;
  return (
    `create name=${name} size=${size.toString()} bus=${bus ?? 'platform'} device=${device ?? ''}` +
    ` dma-mask=${dmaMask ?? 0} mmap=${mode} address=${address?.toString() ?? ''} region=${region ?? ''}` +
    ` temporary=${temporary ? 1 : 0}`
  );
}
