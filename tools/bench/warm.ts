// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What `apply` of 256 buffers takes beside the kernel's own part of it, in a process that is warm: in turns with one
// write of the same commands. The words that begin with @ are for results/samples.ts. CLI is the command's file.

import fs from 'node:fs';

import { cli } from '../suites/command/command.ts';

const COUNT = 256;
const TURNS = 7;
const CONFIGURATION = '/tmp/warm.yaml';

async function main(): Promise<void> {
  for (const [name, size] of Object.entries({ '256 KiB': 0x40000, '1 MiB': 0x100000 })) {
    await sample(`apply, 256 buffers of ${name}, warm`, size);
  }
}

async function sample(figure: string, size: number): Promise<void> {
  const text = Array.from({ length: COUNT }, (_, index) => `create warm${index} ${size}\n`).join('');
  fs.writeFileSync(CONFIGURATION, `buffers:\n  warm{0..${COUNT - 1}}:\n    size: ${size}\n`);
  const apply = async (): Promise<void> => succeed('apply', '--quiet', CONFIGURATION);
  const ours: number[] = [];
  const limit: number[] = [];
  for (let turn = 0; turn <= TURNS; turn++) {
    ours.push(await microseconds(apply));
    await succeed('delete', '--quiet', 'warm*');
    limit.push(await microseconds(() => writeCommands(text)));
    await succeed('delete', '--quiet', 'warm*');
  }
  process.stdout.write(
    `@sample\t${figure}\t${medianOfWarm(ours)}\t${medianOfWarm(limit)}\tone write of the commands\n`,
  );
}

function writeCommands(text: string): void {
  const control = fs.openSync('/dev/u-dma-buf-mgr', 'w');
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    done += fs.writeSync(control, bytes, done);
  }
  fs.closeSync(control);
}

async function succeed(...words: string[]): Promise<void> {
  const { status, stderr } = await cli(...words);
  if (status !== 0) {
    throw new Error(`${words.join(' ')}: status ${status}: ${stderr}`);
  }
}

async function microseconds(action: () => unknown): Promise<number> {
  const start = process.hrtime.bigint();
  await action();
  return Number(process.hrtime.bigint() - start) / 1e3;
}

/** Without the first turn, in which nothing is compiled. */
function medianOfWarm(values: readonly number[]): number {
  const sorted = values.slice(1).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

void main();
