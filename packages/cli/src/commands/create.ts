// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createBuffer, formatSize, parseBus, parseDmaMask, parseMmapMode } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments.ts';
import type { ExitStatus } from '../exit-status.ts';
import { formatAddress } from '../format-address.ts';
import { print } from '../output.ts';

export function create({ operands, options }: Arguments): ExitStatus {
  const [name = '', size = ''] = operands;
  const option = <T>(flag: string, parse: (text: string) => T): T | undefined => {
    const text = options.get(flag);
    return text === undefined ? undefined : parse(text);
  };
  const buffer = createBuffer({
    name,
    size,
    device: options.get('--device'),
    bus: option('--bus', parseBus),
    dmaMask: option('--dma-mask', parseDmaMask),
    mmapMode: option('--mmap', parseMmapMode),
  });
  return print(`${buffer.name}: ${formatSize(buffer.size)} at ${formatAddress(buffer.dmaAddress)}, ${buffer.node}\n`);
}
