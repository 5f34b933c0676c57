// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { readRange } from '../arguments/range.ts';
import type { Range } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import { measure, reader, writer } from '../buffers/transfer-rate.ts';
import type { ExitStatus } from '../exit-status.ts';
import { withNodeOpened } from '../files/node-file.ts';
import { readPieces } from '../files/pieces.ts';
import { formatAmount } from '../output/format-amount.ts';
import { print, printJson, progress } from '../output/output.ts';
import { formatTable } from '../output/table.ts';
import { uninterrupted } from '../signals.ts';
import type { Interruption } from '../signals.ts';

interface Result {
  readonly mode: 'cached' | 'sync';
  readonly direction: 'read' | 'write';
  readonly bytesPerSecond: number;
}

const modes = [
  { mode: 'cached', flags: 0 },
  { mode: 'sync', flags: constants.O_SYNC },
] as const;

export async function run(words: Arguments): Promise<ExitStatus> {
  const seconds = words.value('--seconds', parseSeconds) ?? 1;
  const buffer = findBuffer(words.operands[0] ?? '');
  const range = readRange(words, buffer.size);
  const write = words.has('--write');
  const results: Result[] = [];
  await uninterrupted(async (interruption) => {
    for (const { mode, flags } of modes) {
      const access = write ? constants.O_RDWR : constants.O_RDONLY;
      await withNodeOpened(buffer, access | flags, async (node) => {
        const add = async (direction: Result['direction'], speed: () => Promise<number>): Promise<void> => {
          progress(`${mode}, ${direction}`);
          results.push({ mode, direction, bytesPerSecond: await speed() });
        };
        await add('read', () => measure(reader(node), range, seconds, interruption));
        if (write) {
          await add('write', () => measureWriting(node, range, seconds, interruption));
        }
      });
    }
  });
  progress('');
  return words.has('--json') ? printJson(results.map(asJson)) : print(formatResults(results));
}

/** The contents stay, since they are what is written. */
async function measureWriting(
  node: number,
  range: Range,
  seconds: number,
  interruption: Interruption,
): Promise<number> {
  const contents = Buffer.concat([...readPieces(node, range)]);
  return measure(writer(node, contents, Number(range.offset)), range, seconds, interruption);
}

function parseSeconds(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw misuse({ name: 'bench' }, `--seconds ${JSON.stringify(text)} is not valid; allowed: more than 0, up to 3600`);
  }
  return seconds;
}

function formatResults(results: readonly Result[]): string {
  return formatTable(results, [
    { title: 'MODE', align: 'left', cell: ({ mode }) => mode },
    { title: 'DIRECTION', align: 'left', cell: ({ direction }) => direction },
    { title: 'SPEED', align: 'right', cell: ({ bytesPerSecond }) => formatSpeed(bytesPerSecond) },
  ]);
}

function formatSpeed(bytesPerSecond: number): string {
  return `${formatAmount(BigInt(Math.round(bytesPerSecond)))}iB/s`;
}

function asJson({ mode, direction, bytesPerSecond }: Result): unknown {
  return { mode, direction, bytes_per_second: Math.round(bytesPerSecond) };
}
