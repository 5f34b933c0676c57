// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Other programs, in a directory.

import { spawnSync } from 'node:child_process';

/**
 * Shows what the program says; a failure is an error.
 * @param {string} directory
 * @param {string} program
 * @param {readonly string[]} words
 */
export function run(directory, program, ...words) {
  const { status, signal, error } = spawnSync(program, words, {
    cwd: directory,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    throw new Error(
      `${[program, ...words].join(' ')} failed: ${error?.message ?? signal ?? `status ${String(status)}`}`,
    );
  }
}

/**
 * What the program says on standard output, and its status.
 * @param {string} directory
 * @param {string} program
 * @param {readonly string[]} words
 */
export function ask(directory, program, ...words) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) {
    throw error;
  }
  return { status, stdout: stdout.trimEnd(), stderr: stderr.trimEnd() };
}

/**
 * What a program that must not fail says on standard output.
 * @param {string} directory
 * @param {string} program
 * @param {readonly string[]} words
 */
export function read(directory, program, ...words) {
  const { status, stdout, stderr } = ask(directory, program, ...words);
  if (status !== 0) {
    throw new Error(`${[program, ...words].join(' ')} failed: ${stderr}`);
  }
  return stdout;
}
