// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeSync } from 'node:fs';
import type * as tty from 'node:tty';

import { done } from './exit-status.ts';

const STDOUT = 1;
const STDERR = 2;

/** process.stdout would load Node's streams, which takes longer than most of our commands. */
export function print(text: string): typeof done {
  writeAll(STDOUT, text);
  return done;
}

/** Says on standard error what went wrong, and what to do about it. */
export function report(message: string, hint?: string): void {
  writeAll(STDERR, `u-dma-buf-mgr: ${message}\n${hint === undefined ? '' : `hint: ${hint}\n`}`);
}

/** A remark for somebody who looks on, not for a script. */
export function remark(text: string): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- rarely needed, so loaded late
  const { isatty } = require('node:tty') as typeof tty;
  if (isatty(STDERR)) {
    writeAll(STDERR, `${text}\n`);
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
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if (!hasCode(error, 'EAGAIN')) {
        throw error;
      }
      sleepBriefly();
    }
  }
}

/** Whoever shares the pipe with us made it non-blocking, and it is full. */
function sleepBriefly(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
}

function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
