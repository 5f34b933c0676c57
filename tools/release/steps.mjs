// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The steps of a release, and which of them need not be done again.

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} what
 * @param {() => void | Promise<void>} run
 */
export async function step(what, run) {
  console.log(`\n=== ${what}`);
  const began = Date.now();
  const end = (/** @type {string} */ result) =>
    console.log(`--- ${result}, ${((Date.now() - began) / 1000).toFixed(1)} s`);
  try {
    await run();
  } catch (error) {
    end('FAILED');
    throw error;
  }
  end('ok');
}

/**
 * Steps that leave something in a directory. Those that were done for a commit are not done again for it; the steps of
 * another commit begin with an empty directory.
 * @param {string} directory
 * @param {string} commit
 */
export function openSteps(directory, commit) {
  const file = join(directory, 'done.json');
  const record = readRecord(file);
  /** @type {Record<string, string>} */
  const done = record?.commit === commit ? record.done : {};
  if (record?.commit !== commit) {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
  }
  return {
    /**
     * @param {string} what
     * @param {string} choice what else than the commit decides what comes of it
     * @param {() => void} run
     */
    async once(what, choice, run) {
      if (done[what] === choice) {
        console.log(`\n=== ${what}\n--- done before, of the same commit`);
        return;
      }
      await step(what, run);
      done[what] = choice;
      writeFileSync(file, JSON.stringify({ commit, done }));
    },
  };
}

/**
 * @param {string} file
 * @returns {{ commit: string, done: Record<string, string> } | undefined}
 */
function readRecord(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
