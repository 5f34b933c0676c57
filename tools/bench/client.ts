// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// How fast JavaScript fills, writes, reads and copies a mapped buffer. client.c does the same.

import { openBuffer } from '@u-dma-buf-mgr/client';

const ROUNDS = 15;
/** For the compiler to have done its best, which takes an emulated machine its time. */
const WARM_UP_MS = 4000;

const [name = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  await using buffer = await openBuffer(name);
  const words = new Uint32Array(await buffer.map());
  const half = words.length / 2;
  const works = [
    () => void words.fill(0x5a5a5a5a),
    () => writeWords(words),
    () => readWords(words),
    () => {
      words.copyWithin(0, half);
      words.copyWithin(half, 0, half);
    },
  ];
  const rates = works.map((work) => (words.byteLength / 1e6 / medianSeconds(work)).toFixed(0).padStart(8));
  process.stdout.write(`${`Node ${process.version}`.padEnd(12)} ${rates.join(' ')}\n`);
}

function writeWords(words: Uint32Array): void {
  for (let index = 0; index < words.length; index++) {
    words[index] = index;
  }
}

function readWords(words: Uint32Array): number {
  let sum = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- an iterator is not what is measured
  for (let index = 0; index < words.length; index++) {
    sum ^= words[index] ?? 0;
  }
  return sum;
}

function medianSeconds(work: () => unknown): number {
  for (const started = performance.now(); performance.now() - started < WARM_UP_MS;) {
    work();
  }
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    work();
    return (performance.now() - started) / 1000;
  });
  return times.sort((a, b) => a - b)[ROUNDS >> 1] ?? NaN;
}

void main();
