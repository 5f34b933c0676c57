// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createBufferSync, formatSize } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { bufferOptions, optionFields, optionNames } from '../buffers/options.ts';
import type { OptionValues } from '../buffers/options.ts';
import type { ExitStatus } from '../exit-status.ts';
import { formatAddress } from '../output/format-address.ts';
import { say } from '../output/output.ts';

export function run(words: Arguments): ExitStatus {
  const [name = '', size = ''] = words.operands;
  const buffer = createBufferSync({ name, size, ...optionFields(readOptions(words)) });
  return say(`${buffer.name}: ${formatSize(buffer.size)} at ${formatAddress(buffer.dmaAddress)}, ${buffer.node}`);
}

function readOptions(words: Arguments): OptionValues {
  return Object.fromEntries(
    optionNames.map((name) => [name, words.value(`--${name}`, (text) => bufferOptions[name].parse(text))]),
  );
}
