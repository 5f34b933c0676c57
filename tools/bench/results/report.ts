// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// report BENCH HOST-FILE JSON-FILE UNIT:LOG…: makes the results of what was printed, shows them, and keeps them where
// JSON-FILE is not empty.

import { readFileSync } from 'node:fs';

import { makeResults, readHost, writeResults } from './results.ts';
import { parseSamples } from './samples.ts';
import type { Measured } from './samples.ts';
import { formatTable } from './table.ts';

function readLog(word: string): Measured {
  const [, unit, log = ''] = /^(us|instructions):(.*)$/.exec(word) ?? [];
  if (unit !== 'us' && unit !== 'instructions') throw new Error(`${word}: not us:LOG or instructions:LOG`);
  return parseSamples(readFileSync(log, 'utf8'), unit);
}

const [bench = '', host = '', json = '', ...logs] = process.argv.slice(2);
const measured = logs.map(readLog);
const results = makeResults(
  bench,
  readHost(host),
  measured.flatMap(({ series }) => series),
);
process.stdout.write(formatTable(results));
if (json) writeResults(json, results);

const failures = [...new Set(measured.flatMap(({ failures }) => failures))];
for (const failure of failures) process.stderr.write(`${failure}\n`);
process.exitCode = failures.length ? 1 : 0;
