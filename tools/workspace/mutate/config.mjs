// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the packages' stryker.config.mjs share. `nx mutate PACKAGE` runs Stryker at the top of the workspace, in a copy of it.
// With MUTATE_LINES=N, it mutates what stands on N lines of code, chosen by chance, and by the same chance each time.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { sample } from '../../lib/sample.mjs';

/**
 * @typedef {object} Choice
 * @property {number} goal the score, in percent, below which the run fails
 * @property {string[]} [reads] what the tests read besides the package's own directory
 * @property {string[]} [excludedTests] patterns of tests that run built programs, in which there is no mutant
 */

const linesWanted = Number(process.env['MUTATE_LINES'] ?? 0);

/**
 * @param {string} name of the package's directory
 * @param {Choice} choice
 */
export function mutationOf(name, { goal, reads = [], excludedTests = [] }) {
  const root = `packages/${name}`;
  return {
    packageManager: 'npm',
    plugins: ['@stryker-mutator/jest-runner'],
    testRunner: 'jest',
    coverageAnalysis: 'perTest',
    mutate: linesWanted > 0 ? sampleLines(root) : [`${root}/src/**/*.ts`, `!${root}/src/**/*.test.ts`],
    jest: {
      configFile: 'jest.config.cjs',
      config: {
        roots: [`<rootDir>/${root}`],
        testPathIgnorePatterns: ['/node_modules/', ...excludedTests],
        // It would end Stryker's process, in which jest runs many times.
        globalTeardown: null,
      },
    },
    // The copy has these alone; node_modules it shares.
    ignorePatterns: ['/*', ...['/jest.config.cjs', '/tools', `/${root}`, ...reads].flatMap(unignore)],
    tempDirName: `build/mutate/${name}.tmp`,
    cleanTempDir: 'always',
    incremental: true,
    incrementalFile: `build/mutate/${name}.incremental.json`,
    // A machine that has other work takes its time; what turns for ever is found by counting.
    timeoutMS: 30_000,
    reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
    clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false, skipFull: true },
    jsonReporter: { fileName: `build/mutate/${name}.json` },
    htmlReporter: { fileName: `build/mutate/${name}.html` },
    thresholds: { high: 100, low: goal, break: goal },
  };
}

/**
 * Lines of a package as Stryker's patterns, FILE:FIRST-LAST. Comments and empty lines are none of them.
 * @param {string} root
 */
function sampleLines(root) {
  const files = readdirSync(`${root}/src`, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test|\.d)\.ts$/.test(name),
  );
  const lines = files.sort().flatMap((name) => {
    const file = join(root, 'src', name);
    return readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) => (/^\s*(?:$|\/?\*|\/\/)/.test(line) ? [] : `${file}:${index + 1}-${index + 1}`));
  });
  return sample(lines, linesWanted, 1);
}

/**
 * Patterns that let a path in although what is above it is ignored.
 * @param {string} path
 */
function unignore(path) {
  const parts = path.slice(1).split('/');
  return parts.flatMap((_, index) => {
    const above = `/${parts.slice(0, index + 1).join('/')}`;
    return index < parts.length - 1 ? [`!${above}`, `${above}/*`] : [`!${above}`];
  });
}
