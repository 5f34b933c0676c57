// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { spawn } from 'node:child_process';
import { ToolError } from './error.ts';

/** A program that lives as long as this one, however this one ends. */
export interface Companion {
  end(): Promise<void>;
}

/**
 * What the program runs once it has what it is for: it says so, waits for this process to end, and does the rest, a script of
 * the shell with arguments.
 */
export function waitingCommand(rest = ':', ...words: readonly string[]): string[] {
  return ['sh', '-c', `echo ready; cat; ${rest}`, 'sh', ...words];
}

/**
 * Starts a program that runs waitingCommand() in the end, and waits until it does.
 * @returns undefined where it ends before, with the status `unavailable`
 */
export async function startCompanion(
  program: string,
  words: readonly string[],
  unavailable?: number,
): Promise<Companion | undefined> {
  // In a group of its own: no signal to ours ends it before us.
  const child = spawn(program, words, { stdio: 'pipe', detached: true });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(new ToolError(error.code === 'ENOENT' ? `${program} is not installed` : `${program}: ${error.message}`));
    });
    child.once('close', resolve);
  });
  const ready = new Promise<'ready'>((resolve) => child.stdout.once('data', () => resolve('ready')));
  const status = await Promise.race([ready, closed]);
  if (status === unavailable) {
    return undefined;
  }
  if (status !== 'ready') {
    throw new ToolError(
      `${program} failed with status ${status ?? 'unknown'}:\n${Buffer.concat(complaints).toString().trim()}`,
    );
  }
  return {
    async end() {
      child.stdin.end();
      await closed;
    },
  };
}
