// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A driver's life in plain JavaScript, for Node 18 and 20, where `await using` is a syntax error: `finally` ends the buffer.
//
//   copy-out.mjs [--real]
//
// Without --real it runs on a machine in memory, on any laptop.

import { TextDecoder, TextEncoder } from 'node:util';

import { createBuffer } from '@u-dma-buf-mgr/client';
import { createTestMachine } from '@u-dma-buf-mgr/client/testing';

const TEXT = 'what the device is to read';

const machine = process.argv.includes('--real') ? undefined : createTestMachine();
const buffer = await createBuffer({ name: 'plain-js', size: '64K', temporary: true }, { machine });
try {
  const bytes = new Uint8Array(await buffer.map());
  bytes.set(new TextEncoder().encode(TEXT));
  await buffer.sync.forDevice({ size: TEXT.length, direction: 'to-device' });
  // Here a driver starts its device at buffer.dmaAddress. The machine in memory has one that reads.
  const seen = machine?.readDma(buffer.dmaAddress, TEXT.length);
  await buffer.sync.forCpu({ size: TEXT.length, direction: 'to-device' });
  const copy = await buffer.read({ size: TEXT.length });
  console.log(new TextDecoder().decode(seen ?? copy));
} finally {
  await buffer.close();
}
