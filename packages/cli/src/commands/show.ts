// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize, readUsersSync } from '@u-dma-buf-mgr/client';
import type { BufferInfo, BufferUsers, MemorySource } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { bufferJson } from '../buffers/json.ts';
import { UNKNOWN, usedBy } from '../buffers/list.ts';
import { findBuffer } from '../buffers/names.ts';
import type { ExitStatus } from '../exit-status.ts';
import { foreignNode, readNode } from '../files/node-file.ts';
import { formatMode, formatOwner } from '../files/owner.ts';
import { formatAddress } from '../output/format-address.ts';
import { print, printJson } from '../output/output.ts';
import { bold } from '../output/terminal.ts';

export function run(words: Arguments): ExitStatus {
  const buffers = words.operands.map(findBuffer);
  const users = readUsersSync(buffers.map(({ name }) => name));
  return words.has('--json')
    ? printJson(buffers.map((buffer) => bufferJson(buffer, users)))
    : print(buffers.map((buffer) => describe(buffer, users)).join('\n'));
}

const syncModes = ['cached', 'uncached', 'write-combined', 'as the device sees it'];

/** A line for each thing, under the name. */
function describe(buffer: BufferInfo, users: BufferUsers): string {
  const lines: [label: string, text: string][] = [
    ['size', sizeText(buffer.size)],
    ['DMA address', formatAddress(buffer.dmaAddress)],
    ['DMA mask', buffer.dmaMask === undefined ? UNKNOWN : `${buffer.dmaMask} bits`],
    ['parent', `${buffer.parent ?? UNKNOWN} on ${buffer.bus ?? UNKNOWN}`],
    ['coherent', coherence(buffer.coherent)],
    ['mmap mode', buffer.mmapMode ?? UNKNOWN],
    ['with O_SYNC', syncText(buffer.syncMode)],
    ['lasts', buffer.temporary ? 'until the program that made it and its last user are gone' : 'until it is deleted'],
    ['node', nodeText(buffer)],
    ['memory', memoryText(buffer.memorySource)],
    ['origin', buffer.origin ?? UNKNOWN],
    ['driver', buffer.driverVersion ?? UNKNOWN],
    ['used by', usedBy(buffer.name, users)],
  ];
  return `${bold(buffer.name)}\n${lines.map(([label, text]) => `  ${label.padEnd(12)} ${text}\n`).join('')}`;
}

const memorySources: Readonly<Record<string, string | undefined>> = {
  pages: 'of the page allocator',
  scattered: 'pages from anywhere, which the IOMMU makes one piece of',
  range: 'a range that was emptied for it',
  dma: 'of the DMA API',
  region: "the parent's memory-region",
};

/** A newer driver may know more words. */
function memoryText(source: MemorySource | undefined): string {
  return source === undefined ? UNKNOWN : `${source}: ${memorySources[source] ?? UNKNOWN}`;
}

function sizeText(size: number): string {
  const short = formatSize(size);
  return short === size.toString() ? `${short} bytes` : `${short} (${size.toString()} bytes)`;
}

function coherence(coherent: boolean | undefined): string {
  switch (coherent) {
    case undefined:
      return UNKNOWN;
    case true:
      return 'yes, no sync is needed';
    case false:
      return 'no, sync before and after the device';
  }
}

function syncText(mode: number | undefined): string {
  const always = mode !== undefined && mode > 3 ? ', and so without' : '';
  return mode === undefined ? UNKNOWN : `mapped ${syncModes[mode & 3] ?? UNKNOWN}${always}`;
}

function nodeText(buffer: BufferInfo): string {
  const { node, major, minor } = buffer;
  if (foreignNode(buffer) !== undefined) {
    return `none: ${node} is something else (${major}:${minor} is the buffer's)`;
  }
  const { uid, gid, mode } = readNode(buffer) ?? {};
  const access =
    uid === undefined || gid === undefined || mode === undefined
      ? 'not there'
      : `${formatOwner('passwd', uid)}:${formatOwner('group', gid)} ${formatMode(mode)}`;
  return `${node} (${major}:${minor}, ${access})`;
}
