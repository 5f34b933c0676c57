// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A driver in user space: QEMU's edu device copies the first half of a buffer into the second.
//
//   edu-dma [PCI-ADDRESS]

import { createBuffer } from '@u-dma-buf-mgr/client';

import { Edu } from './edu.ts';

const HALF = 32768;

const [address = '0000:00:04.0'] = process.argv.slice(2);

async function main(): Promise<void> {
  // Made for the device: within its reach, and behind its IOMMU where there is one. Gone when this function ends.
  await using buffer = await createBuffer({ name: 'edu-dma', size: 2 * HALF, bus: 'pci', device: address });
  const memory = await buffer.map();
  const [first, second] = [new Uint8Array(memory, 0, HALF), new Uint8Array(memory, HALF)];
  first.forEach((_, index) => (first[index] = index * 7 + (index >> 8)));
  second.fill(0);

  await buffer.sync.forDevice();
  const transfers = await new Edu(address).copy(buffer.dmaAddress, buffer.dmaAddress + BigInt(HALF), BigInt(HALF));
  await buffer.sync.forCpu();

  if (!second.every((byte, index) => byte === first[index])) {
    throw new Error('the halves differ');
  }
  process.stdout.write(`edu ${address} copied ${HALF} bytes in ${transfers} transfers; the halves are equal\n`);
}

await main();
