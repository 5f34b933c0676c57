// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  createBufferSync,
  formatSize,
  parseAddress,
  parseBus,
  parseDmaMask,
  parseMmapMode,
  parseRegionName,
} from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import type { ExitStatus } from '../exit-status.ts';
import { formatAddress } from '../output/format-address.ts';
import { say } from '../output/output.ts';

export function run(words: Arguments): ExitStatus {
  const [name = '', size = ''] = words.operands;
  const buffer = createBufferSync({
    name,
    size,
    device: words.text('--device'),
    bus: words.value('--bus', parseBus),
    dmaMask: words.value('--dma-mask', parseDmaMask),
    mmapMode: words.value('--mmap', parseMmapMode),
    address: words.value('--address', parseAddress),
    region: words.value('--region', parseRegionName),
  });
  return say(`${buffer.name}: ${formatSize(buffer.size)} at ${formatAddress(buffer.dmaAddress)}, ${buffer.node}`);
}
