// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createBuffer, createBufferSync, listBuffersSync, watchBuffers } from '../index.ts';
import { createTestMachine } from '../testing/index.ts';

const FAR = (1n << 54n) + 4096n;
const machine = createTestMachine({ regions: [{ name: 'far', address: FAR, size: 65536 }] });
const fields = { name: 'a', size: 4096, region: 'far', dmaMask: 64 } as const;

interface Shown {
  readonly dmaAddress: string;
  readonly size: number;
}

test('everything that has an address goes into JSON, and comes out exactly', async () => {
  await using buffer = await createBuffer(fields, { machine });
  const exported = await buffer.export();
  const events = watchBuffers({ machine });
  const { value: event } = await events.next();
  await events.return(undefined);
  const [listed] = listBuffersSync({ machine });
  const text = JSON.stringify({ buffer, info: buffer.info, listed, exported, event });
  const read = JSON.parse(text) as Record<'buffer' | 'info' | 'listed' | 'exported', Shown> & {
    event: { buffer: Shown };
  };
  exported.close();
  for (const { dmaAddress, size } of [read.buffer, read.info, read.listed, read.exported, read.event.buffer]) {
    expect([BigInt(dmaAddress), size]).toEqual([FAR, 4096]);
  }
  expect(Object.keys(read.buffer)).toEqual(Object.keys(buffer.info));
});

test('a size is that of an array', () => {
  const created = createBufferSync(fields, { machine });
  expect(new Uint8Array(created.size)).toHaveLength(4096);
  expect(JSON.stringify(created)).toContain(`"size":4096,"dmaAddress":"0x${FAR.toString(16)}"`);
});
