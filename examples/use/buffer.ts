// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// buffer NAME: makes a temporary buffer, hands it to a device, and takes it back.

import { BufferError, createBuffer } from '@u-dma-buf-mgr/client';

async function main(name: string): Promise<void> {
  // The buffer goes at the end of this function, and also if the program is killed.
  await using buffer = await createBuffer({ name, size: '64K', temporary: true });
  const address = `0x${buffer.dmaAddress.toString(16)}`;
  process.stdout.write(`${name}: ${buffer.size} bytes, the device finds them at ${address}\n`);

  const bytes = new Uint8Array(await buffer.map()); // the memory itself, not a copy
  bytes.fill(0x5a, 0, 4096);
  await buffer.sync.forDevice({ size: 4096, direction: 'to-device' });
  // The device has the buffer: start it here, and wait for it.
  await buffer.sync.forCpu({ size: 4096, direction: 'from-device' });
  process.stdout.write(`the first byte is 0x${bytes[0]?.toString(16)}\n`);
}

const [name = 'udmabuf8'] = process.argv.slice(2);
try {
  await main(name);
} catch (error) {
  if (!(error instanceof BufferError)) throw error;
  process.stderr.write(`${error.message} (${error.code})\n`);
  process.exitCode = 1;
}
