// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { done } from '../exit-status.ts';
import { hasCode, writeFully } from './descriptor.ts';
import { bold, isTerminal, red, STDERR, STDOUT } from './terminal.ts';

let quiet = false;

/** From now on nothing is said of what went well. */
export function beQuiet(): void {
  quiet = true;
}

/**
 * Prints what was asked for, with its line ends. process.stdout would load Node's streams, which takes longer than most
 * of our commands.
 */
export function print(text: string): typeof done {
  writeAll(STDOUT, text);
  return done;
}

/** As {@link print}, for what nobody asked to read: that something was done. --quiet leaves it out. */
export function say(line: string): typeof done {
  if (!quiet) {
    writeAll(STDOUT, `${line}\n`);
  }
  return done;
}

/** A value as JSON, for programs; its bigints must be text or numbers already. */
export function printJson(value: unknown): typeof done {
  return print(`${JSON.stringify(value, null, 2)}\n`);
}

/** Says on standard error what went wrong, and what to do about it. */
export function report(message: string, hint?: string): void {
  const line = `${red('u-dma-buf-mgr:', STDERR)} ${message}\n`;
  writeAll(STDERR, hint === undefined ? line : `${line}${bold('hint:', STDERR)} ${hint}\n`);
}

/** A remark for somebody who looks on, not for a script. */
export function remark(text: string): void {
  if (!quiet && isTerminal(STDERR)) {
    writeAll(STDERR, `${text}\n`);
  }
}

/** A question on a terminal, after which the cursor stays. */
export function prompt(text: string): void {
  writeAll(STDERR, text);
}

/** Shows how far something is, on one line of a terminal that the next call overwrites; the empty text clears it. */
export function progress(text: string): void {
  if (!quiet && isTerminal(STDERR)) {
    writeAll(STDERR, `\r\u001b[K${text}`);
  }
}

/** Whoever read our output has seen enough: no reason for a message. */
export function isBrokenPipe(error: unknown): boolean {
  return hasCode(error, 'EPIPE');
}

/** Such as ENOSPC when the output is a file: the message of Node says it all. */
export function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'syscall' in error;
}

function writeAll(descriptor: number, text: string): void {
  writeFully(descriptor, Buffer.from(text));
}
