// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What every benchmark writes with --json, and `bench compare` and `bench chart` read.

import { readFileSync, writeFileSync } from 'node:fs';

/** What the samples count; less of it is better. */
export type Unit = 'us' | 'instructions';

/** What a figure is compared with. */
export interface Yardstick {
  readonly name: string;
  readonly samples: readonly number[];
}

/** One figure of one subject. Without samples: the subject lacks it. */
export interface Series {
  /** Where it was measured: "aarch64, Linux 6.1.0". */
  readonly machine: string;
  readonly figure: string;
  /** What was measured: a pair of modules, a version of node. */
  readonly subject: string;
  readonly unit: Unit;
  readonly samples: readonly number[];
  /** Measured in turns with the samples. */
  readonly limit?: Yardstick;
  /** The kernel's own calls that the subject cannot do without; measured in turns too. */
  readonly floor?: Yardstick;
  readonly lacks?: string;
}

export interface Results {
  readonly format: 1;
  readonly bench: string;
  readonly taken: string;
  /** What else the figures depend on: the commit, the processor, QEMU. */
  readonly host: Readonly<Record<string, string>>;
  readonly series: readonly Series[];
}

export function makeResults(bench: string, host: Results['host'], series: readonly Series[]): Results {
  return { format: 1, bench, taken: new Date().toISOString(), host, series };
}

export function writeResults(path: string, results: Results): void {
  writeFileSync(path, `${JSON.stringify(results, undefined, 1)}\n`);
}

export function readResults(path: string): Results {
  const results = JSON.parse(readFileSync(path, 'utf8')) as Partial<Results>;
  if (results.format !== 1) throw new Error(`${path}: these are not results of tools/bench/run`);
  return results as Results;
}

/** What `describe_host` of tools/bench/lib.sh writes. */
export function readHost(path: string): Record<string, string> {
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return Object.fromEntries(lines.map((line) => line.split('\t', 2) as [string, string]));
}
