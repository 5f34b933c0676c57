// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize, isDriverLoadedSync, watchBuffers } from '@u-dma-buf-mgr/client';
import type { BufferEvent } from '@u-dma-buf-mgr/client';
import { DRIVER_MODULE } from '@u-dma-buf-mgr/protocol';

import type { Arguments } from '../arguments/arguments.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { formatAddress } from '../output/format-address.ts';
import { print, remark } from '../output/output.ts';
import { bold, green, red } from '../output/terminal.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  if (!isDriverLoadedSync()) {
    remark(`There are no buffers yet: the module ${DRIVER_MODULE} is not loaded.`);
  }
  const show = words.has('--json') ? asJson : asText;
  for await (const event of watchBuffers()) {
    print(`${show(event)}\n`);
  }
  return done;
}

const signs: Readonly<Record<BufferEvent['type'], () => string>> = {
  present: () => ' ',
  added: () => green('+'),
  removed: () => red('-'),
};

function asText({ type, buffer: { name, size, dmaAddress, parent } }: BufferEvent): string {
  const details = [formatSize(size), `at ${formatAddress(dmaAddress)}`, parent].filter(Boolean);
  return `${signs[type]()} ${bold(name)} ${details.join(' ')}`;
}

function asJson({ type, buffer: { name, size, dmaAddress, parent } }: BufferEvent): string {
  return JSON.stringify({ event: type, name, size, dma_address: formatAddress(dmaAddress), parent: parent ?? null });
}
