// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// unprivileged: what a user may do with a buffer whose node was given to him, on the running kernel. Begins as root, with
// the modules loaded. Says its results in the Test Anything Protocol.

import { deepEqual, equal, rejects } from 'node:assert/strict';
import { chownSync, readFileSync } from 'node:fs';

import { createBufferSync, deleteBufferSync, openBuffer } from '../../../packages/client/src/index.ts';
import { end, test } from '../../lib/tap.ts';

const USER = 1000;
const NAME = 'lent';

async function useIt(): Promise<void> {
  const stored = (): string[] =>
    ['sync_offset', 'sync_size', 'sync_direction'].map((key) =>
      readFileSync(`/sys/class/u-dma-buf/${NAME}/${key}`, 'latin1').trim(),
    );
  await using buffer = await openBuffer(NAME);
  const bytes = new Uint8Array(await buffer.map());
  bytes[5000] = 7;
  deepEqual([...(await buffer.read({ offset: 5000, size: 1 }))], [7]);
  // The attributes are root's, so both go by ioctl.
  const before = stored();
  await buffer.sync.forDevice({ offset: 4096, size: 100, direction: 'to-device' });
  equal(buffer.sync.owner, 'device');
  await buffer.sync.forDevice({ size: 0 });
  deepEqual(stored(), before);
  await buffer.sync.forCpu();
  equal(buffer.sync.owner, 'cpu');
  await rejects(buffer.sync.forCpu({ offset: 65536, size: 1 }), { code: 'range' });
}

async function asOther(): Promise<void> {
  const { node } = createBufferSync({ name: NAME, size: '64K' });
  chownSync(node, USER, USER);
  // Not of root's group either: it may write the attributes.
  process.setgroups?.([]);
  process.setegid?.(USER);
  process.seteuid?.(USER);
  try {
    await useIt();
  } finally {
    process.seteuid?.(0);
    deleteBufferSync(NAME);
  }
}

async function main(): Promise<void> {
  await test('a user who may open the node maps the buffer, and hands it over by ioctl', asOther);
  end();
}

void main();
