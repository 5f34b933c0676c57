// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Has both parsers read the same cases, and compares all that they say. tools/suites/parsers/differential runs it:
//
//   differential.ts PARSE-CASES CORPUS COUNT SEED

import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { end, result } from '../../lib/tap.ts';
import { generateCases } from './generate.ts';
import type { Case } from './generate.ts';
import { outcomeOf } from './outcome.ts';
import { Random } from './random.ts';

const BATCH = 20_000;
/** More differences than this say nothing new. */
const SHOWN = 10;

const [program = '', corpus = '', count = '', seed = ''] = process.argv.slice(2);

/** What the C parser makes of cases. */
function outcomesInC(cases: readonly Case[]): string[] {
  const { status, stdout, stderr } = spawnSync(program, {
    input: Buffer.concat(cases.flatMap(encode)),
    maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  if (status !== 0) {
    throw new Error(`${program} ended with status ${status ?? 'none'}: ${stderr.toString()}`);
  }
  return stdout.toString('latin1').split('end of case\n').slice(0, -1);
}

function encode({ sizeMax, pieces }: Case): Buffer[] {
  const head = Buffer.alloc(12);
  head.writeBigUInt64LE(sizeMax);
  head.writeUInt32LE(pieces.length, 8);
  return [head, ...pieces.flatMap(encodePiece)];
}

function encodePiece(piece: string): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(piece.length);
  return [length, Buffer.from(piece, 'latin1')];
}

/** The differences that a batch shows. */
function compare(cases: readonly Case[]): string[] {
  const inC = outcomesInC(cases);
  return cases.flatMap((given, index) => {
    const [c = '(nothing)', typescript] = [inC[index], outcomeOf(given)];
    return c === typescript ? [] : [`${show(given)}\nC:\n${c}TypeScript:\n${typescript}`];
  });
}

function show({ sizeMax, pieces }: Case): string {
  return `size at most ${sizeMax.toString()}, pieces ${JSON.stringify(pieces)}`;
}

/** The inputs that coverage-guided fuzzing has left, each whole, in two at every position, and byte by byte. */
function* corpusCases(): Generator<Case> {
  for (const file of readdirSync(corpus).sort()) {
    const text = readFileSync(join(corpus, file), 'latin1').slice(1);
    const splits = Array.from({ length: text.length + 1 }, (_, at) => [text.slice(0, at), text.slice(at)]);
    for (const pieces of [...splits, text.split('')]) {
      yield { sizeMax: 2n ** 64n - 1n, pieces: [...pieces, '\n'] };
    }
  }
}

function* limit(cases: Iterable<Case>, most: number): Generator<Case> {
  let taken = 0;
  for (const one of cases) {
    if (taken++ === most) {
      return;
    }
    yield one;
  }
}

function* batches(cases: Iterable<Case>): Generator<Case[]> {
  let batch: Case[] = [];
  for (const one of cases) {
    batch.push(one);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

function run(what: string, cases: Iterable<Case>): void {
  let compared = 0;
  let different = 0;
  for (const batch of batches(cases)) {
    const found = compare(batch);
    process.stdout.write(
      found
        .slice(0, SHOWN - different)
        .map((text) => `${text}\n`)
        .join(''),
    );
    compared += batch.length;
    different += found.length;
    if (different >= SHOWN) {
      break;
    }
  }
  result(different === 0 && compared > 0, `${what}: ${compared} cases compared, ${different} differences`);
}

run('the corpus', corpusCases());
run(`generated with seed ${seed}`, limit(generateCases(new Random(Number(seed))), Number(count)));
end();
