// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { spawn } from 'node:child_process';
import { ToolError } from './error.ts';

export interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** File descriptor for all that the program says; without it, that goes into the result and the error. */
  readonly log?: number;
}

/** Runs a program without standard input; gives what it wrote to standard output. */
export async function run(program: string, words: readonly string[], options: RunOptions = {}): Promise<string> {
  const { cwd, environment, log = 'pipe' } = options;
  const env = { ...process.env, ...environment };
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', log, log] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ending = await new Promise<string>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(new ToolError(error.code === 'ENOENT' ? `${program} is not installed` : `${program}: ${error.message}`));
    });
    child.on('close', (status, signal) => {
      resolve(signal ?? `status ${status ?? 'unknown'}`);
    });
  });
  if (ending !== 'status 0') {
    const complaint = Buffer.concat(complaints).toString().trim();
    throw new ToolError(`${program} failed with ${ending}${complaint && `:\n${complaint}`}`);
  }
  return Buffer.concat(output).toString();
}
