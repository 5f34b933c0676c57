// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// in-container NAME: what a program in a container does with the buffer that it was given, and without koffi.

import { deepEqual, equal, rejects } from 'node:assert/strict';

import { createBuffer, openBuffer } from '../../../packages/client/src/index.ts';

async function main(name: string): Promise<void> {
  await using buffer = await openBuffer(name);
  await buffer.write(Uint8Array.of(1, 2, 3), 4096);
  await buffer.sync.forDevice({ offset: 4096, size: 64 });
  equal(buffer.sync.owner, 'device');
  await buffer.sync.forCpu();
  equal(buffer.sync.owner, 'cpu');
  deepEqual([...(await buffer.read({ offset: 4096, size: 3 }))], [1, 2, 3]);
  await rejects(createBuffer({ name: 'other', size: 4096 }), { code: 'not-loaded' });
  process.stdout.write(`${buffer.name}, ${buffer.size.toString()} bytes\n`);
}

void main(process.argv[2] ?? '');
