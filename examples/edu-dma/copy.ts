// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Has QEMU's edu device copy bytes from one DMA address to another.
//
//   edu-copy PCI-ADDRESS FROM TO SIZE

import { Edu } from './edu.ts';

const [address = '', ...numbers] = process.argv.slice(2);
const [from = 0n, to = 0n, size = 0n] = numbers.map(BigInt);

await new Edu(address).copy(from, to, size);
