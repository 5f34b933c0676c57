// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What stale-view.test.ts runs on each Node, with --expose-gc: does to views of a mapping that ended what would end the
// process if their memory were not there. Prints what it saw.

import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';

import { openBuffer } from '../src/index.ts';
import { makeFakeMachine } from './fake-machine.ts';

declare const gc: () => void;

const SIZE = 64 << 20;
const ROUNDS = 8;
/** The garbage collector may overlook some. */
const MOST_KEPT = 3;

const machine = makeFakeMachine();
machine.addBuffer('a', { size: String(SIZE) });
const node = join(machine.deviceDirectory, 'a');
writeFileSync(node, '');
truncateSync(node, SIZE);

/** How many times the addresses of a mapping that ended are there; neighbours are one line of the list. */
function countZeros(): number {
  const maps = readFileSync('/proc/self/maps', 'latin1');
  const sizes = [...maps.matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw-p 00000000 00:00 0 *$/gm)].map(
    ([, start = '', end = '']) => Number.parseInt(end, 16) - Number.parseInt(start, 16),
  );
  return sizes.filter((size) => size >= SIZE).reduce((sum, size) => sum + Math.floor(size / SIZE), 0);
}

/** Touches, and has two threads at work on, a mapping that ends meanwhile. */
async function misuse(): Promise<string> {
  const buffer = await openBuffer('a', { machine });
  const memory = await buffer.map();
  const [bytes, words] = [new Uint8Array(memory), new BigUint64Array(memory)];
  bytes.fill(1);
  const sink = await open('/dev/null', 'w');
  const atWork = [promisify(deflate)(bytes), sink.write(bytes)];
  await buffer.close();
  bytes[SIZE - 1] = 2;
  words[0] = 3n;
  const seen = bytes[SIZE / 2] ?? NaN;
  await Promise.allSettled(atWork);
  await sink.close();
  return `a stale view shows ${seen}, the buffer's last byte is ${readFileSync(node)[SIZE - 1] ?? ''}`;
}

async function main(): Promise<void> {
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    seen.add(await misuse());
  }
  for (let round = 0; round < 10; round++) {
    gc();
    await setTimeout(20);
  }
  const kept = countZeros();
  process.stdout.write(
    `${[...seen].join('; ')}; ${kept <= MOST_KEPT ? 'addresses come back' : `addresses of ${kept} are kept`}\n`,
  );
  machine.remove();
}

void main();
