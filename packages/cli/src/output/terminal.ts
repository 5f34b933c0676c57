// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { fstatSync } from 'node:fs';
import type * as tty from 'node:tty';

export const STDIN = 0;
export const STDOUT = 1;
export const STDERR = 2;

/** The major number of /dev/null and its like. */
const MEMORY_DEVICES = 1n;

/** Whether somebody looks at what is written to a file descriptor. */
export function isTerminal(descriptor: number): boolean {
  const status = fstatSync(descriptor, { bigint: true });
  if (!status.isCharacterDevice() || status.rdev >> 8n === MEMORY_DEVICES) {
    return false;
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- takes as long to load as a command takes to run
  const { isatty } = require('node:tty') as typeof tty;
  return isatty(descriptor);
}

/**
 * How many characters fit a line of standard output; undefined where it is no terminal. A serial port knows of no width:
 * it has that of COLUMNS, or else of a VT100.
 */
export function terminalWidth(): number | undefined {
  return isTerminal(STDOUT) ? process.stdout.columns || Number(process.env['COLUMNS']) || 80 : undefined;
}

/** Text in bold on a terminal that shows it, and when NO_COLOR is not set. So with the colours below. */
export function bold(text: string, descriptor = STDOUT): string {
  return styled(1, text, descriptor);
}

export function dim(text: string, descriptor = STDOUT): string {
  return styled(2, text, descriptor);
}

export function red(text: string, descriptor = STDOUT): string {
  return styled(31, text, descriptor);
}

export function green(text: string, descriptor = STDOUT): string {
  return styled(32, text, descriptor);
}

export function yellow(text: string, descriptor = STDOUT): string {
  return styled(33, text, descriptor);
}

function styled(code: number, text: string, descriptor: number): string {
  return showsColour(descriptor) ? `\u001b[${code}m${text}\u001b[0m` : text;
}

function showsColour(descriptor: number): boolean {
  const { NO_COLOR: noColour = '', TERM: term = 'dumb' } = process.env;
  return noColour === '' && term !== 'dumb' && isTerminal(descriptor);
}
