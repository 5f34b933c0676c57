// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Runs the built command again and again in one process: an emulated machine takes seconds to start Node.

import fs from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { compileFunction } from 'node:vm';

const bundle = process.env['CLI'] ?? '/cli/u-dma-buf-mgr';
const source = fs.readFileSync(bundle, 'utf8').replace(/^#!.*/, '');
const [STDOUT, STDERR] = [1, 2];

/** What a call printed, and its status. */
export interface Call {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Calls the command with these words. */
export async function cli(...words: string[]): Promise<Call> {
  const said = new Map<number, Buffer[]>([
    [STDOUT, []],
    [STDERR, []],
  ]);
  const restore = keepWrites(said);
  process.argv = ['node', bundle, ...words];
  process.exitCode = undefined;
  try {
    const start = compileFunction(source, ['require', '__filename']) as (load: NodeJS.Require, file: string) => void;
    start(require, bundle);
    const status = await exitStatus();
    const text = (descriptor: number): string => Buffer.concat(said.get(descriptor) ?? []).toString();
    return { status, stdout: text(STDOUT), stderr: text(STDERR) };
  } finally {
    process.exitCode = undefined;
    restore();
  }
}

/** The command ends by setting it. */
async function exitStatus(): Promise<number> {
  for (;;) {
    await setImmediate();
    const { exitCode } = process;
    if (exitCode !== undefined) {
      return exitCode;
    }
  }
}

/** Has what is written to some file descriptors kept instead. Returns what ends that. */
function keepWrites(said: ReadonlyMap<number, Buffer[]>): () => void {
  const { writeSync } = fs;
  fs.writeSync = ((descriptor: number, bytes: Uint8Array, ...rest: number[]) => {
    const kept = said.get(descriptor);
    if (kept === undefined) {
      return writeSync(descriptor, bytes, ...rest);
    }
    const piece = Buffer.from(bytes).subarray(rest[0] ?? 0);
    kept.push(piece);
    return piece.length;
  }) as typeof writeSync;
  return () => {
    fs.writeSync = writeSync;
  };
}
