// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';

import { deviceOf } from '../buffers/parent.ts';
import { formatMode, formatOwner } from '../files/owner.ts';
import type { NodeAccess } from './plan.ts';
import { commandOfPresent } from './present.ts';

/**
 * The present buffers as a configuration file that makes them again. What the device tree, a parameter or another
 * module asks for is a comment: it is there without a configuration. So is a temporary buffer, whose program makes it.
 */
export function writeConfiguration(
  buffers: readonly BufferInfo[],
  access: (buffer: BufferInfo) => NodeAccess | undefined,
): string {
  const temporary = buffers.filter((buffer) => buffer.temporary);
  const lasting = buffers.filter((buffer) => !buffer.temporary);
  const ours = lasting.filter(isOurs);
  const others = lasting.filter((buffer) => !isOurs(buffer));
  return [
    '# yaml-language-server: $schema=/usr/share/u-dma-buf-mgr/configuration.schema.json\n',
    ...others.map(({ name, origin = '' }) => `# ${name} is there without a configuration (${origin}).\n`),
    ...temporary.map(({ name }) => `# ${name} is temporary: it goes with the program that made it.\n`),
    ...ours.flatMap(writeUnknown),
    'buffers:\n',
    ...ours.map((buffer) => writeBuffer(buffer, access(buffer))),
  ].join('');
}

function isOurs({ origin }: BufferInfo): boolean {
  return origin === undefined || origin === 'manager';
}

/** What is left out may have been asked for. */
function writeUnknown({ name, origin, dmaMask, mmapMode, parent }: BufferInfo): string[] {
  const unknown = [
    ...(origin === undefined ? ['who had it made'] : []),
    ...(dmaMask === undefined && deviceOf({ parent }) === undefined ? ['its dma-mask'] : []),
    ...(mmapMode === undefined ? ['its mmap mode'] : []),
  ];
  return unknown.length === 0 ? [] : [`# Of ${name} the modules do not tell ${unknown.join(', ')}.\n`];
}

function writeBuffer(buffer: BufferInfo, access: NodeAccess | undefined): string {
  const { device, bus, dmaMask, mmapMode } = commandOfPresent(buffer);
  const keys: [key: string, value: string | undefined][] = [
    ['size', formatSize(buffer.size)],
    ['device', device],
    ['bus', bus],
    ['dma-mask', dmaMask?.toString()],
    // To YAML 1.1, on and off are no words.
    ['mmap', mmapMode === undefined ? undefined : quote(mmapMode)],
    ['owner', access && formatOwner('passwd', access.uid)],
    ['group', access && formatOwner('group', access.gid)],
    ['mode', access && quote(formatMode(access.mode))],
  ];
  const lines = keys.flatMap(([key, value]) =>
    value === undefined ? [] : `    ${key}: ${key === 'device' ? quote(value) : value}\n`,
  );
  return `  ${quote(buffer.name)}:\n${lines.join('')}`;
}

/** JSON's strings are YAML's. */
function quote(text: string): string {
  return JSON.stringify(text);
}
