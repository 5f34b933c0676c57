// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// built.mjs PACKAGE [--machine]: what `built` does when there is a copy of the workspace, build/mutate/PACKAGE.tree.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {{ line: number, column: number }} Place from 1 on
 * @typedef {{ mutatorName: string, replacement: string, status: string, location: { start: Place, end: Place } }} Mutant
 * @typedef {{ files: Record<string, { source: string, mutants: Mutant[] }> }} Report
 * @typedef {{ name: string, command: string[], directory?: string, seconds: number }} Step
 * @typedef {{ step: Step, by: string }} Failure
 */

const LEFT_OVER = ['Survived', 'NoCoverage'];
const KILLED = ['Killed', 'Timeout'];
/** The suites that run a package's program in a machine. */
const SUITES = new Map([['cli', 'tools/suites/command/run']]);
/** Of a step that a mutant may have turn for ever: seconds, before it is known how long the step takes. */
const LIMIT = 1800;

const [name = '', machine] = process.argv.slice(2);
const directory = `packages/${name}`;
const tree = `build/mutate/${name}.tree`;
const log = `build/mutate/${name}.built.log`;
const record = `build/mutate/${name}.built`;

const config = (await import(join(process.cwd(), directory, 'stryker.config.mjs'))).default;
const goal = config.thresholds.break;
/** @type {string[]} */
const excludedTests = config.jest.config.testPathIgnorePatterns.filter(
  (/** @type {string} */ one) => one !== '/node_modules/',
);
/** @type {Report} */
const report = JSON.parse(readFileSync(config.jsonReporter.fileName, 'utf8'));

/** @type {Step} */
const build = { name: 'the build', command: ['npm', 'run', '--silent', 'build'], directory, seconds: LIMIT };
const jest = ['node_modules/.bin/jest', '--config', 'jest.config.cjs', '--rootDir', directory, '--bail', '--silent'];
/** @type {Step[]} */
const tests = [{ name: 'jest', command: [...jest, ...excludedTests], seconds: LIMIT }];
if (machine !== undefined) {
  const suite = SUITES.get(name);
  if (suite === undefined) {
    fail(`there is no suite that runs the program of ${name} in a machine`);
  }
  tests.push({ name: 'the machine', command: [suite], seconds: LIMIT });
}

/**
 * Runs a step in the copy, and ends all that it started if it takes too long.
 *
 * @param {Step} step
 */
function passes({ command, directory = '.', seconds }) {
  const output = openSync(log, 'w');
  const { status } = spawnSync('timeout', ['--kill-after=10', String(seconds), ...command], {
    cwd: join(tree, directory),
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return status === 0;
}

/**
 * The first step that fails, and what it says.
 *
 * @param {Step[]} steps
 * @returns {Failure | undefined}
 */
function firstFailure(steps) {
  const step = steps.find((one) => !passes(one));
  if (step === undefined) {
    return undefined;
  }
  const said = /^ +● (.*)$|^not ok - (.*)$/m.exec(readFileSync(log, 'utf8'));
  return { step, by: `${step.name}: ${said?.[1] ?? said?.[2] ?? 'it stopped, or took too long'}` };
}

/** Without a mutant, everything passes; a step with one gets three times as long. */
function tryWithout() {
  for (const step of [build, ...tests]) {
    const started = Date.now();
    if (!passes(step)) {
      fail(`${step.name} fails without a mutant: see ${log}`);
    }
    step.seconds = Math.ceil((3 * (Date.now() - started)) / 1000) + 60;
    console.log(`${step.name} passes without a mutant, and has ${step.seconds} s with one`);
  }
}

/**
 * @param {string} source
 * @param {Mutant} mutant
 */
function mutated(source, { location: { start, end }, replacement }) {
  const lines = source.split('\n');
  const offset = (/** @type {Place} */ { line, column }) =>
    lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0) + column - 1;
  const was = source.slice(offset(start), offset(end));
  return { was, text: source.slice(0, offset(start)) + replacement + source.slice(offset(end)) };
}

/** The mutants that are left over, each with the whole text of its file. */
function leftOver() {
  return Object.entries(report.files).flatMap(([file, { source, mutants }]) => {
    const left = mutants.filter(({ status }) => LEFT_OVER.includes(status));
    if (left.length > 0 && readFileSync(file, 'utf8') !== source) {
      fail(`${file} has changed since ${config.jsonReporter.fileName} was written: npx nx mutate ${name}`);
    }
    return left.map((mutant) => {
      const { was, text } = mutated(source, mutant);
      const { line, column } = mutant.location.start;
      const change = `${was} -> ${mutant.replacement}`.replace(/\s+/g, ' ');
      return { file, source, text, label: `${file}:${line}:${column} ${mutant.mutatorName}: ${change}` };
    });
  });
}

/**
 * @param {{ file: string, source: string, text: string }} mutant
 * @returns {{ outcome: 'killed' | 'survived' | 'unbuilt', by?: string }}
 */
function attempt({ file, source, text }) {
  const key = createHash('sha256').update(`${file}\n${text}`).digest('hex');
  const [, before] = killedBefore.find(([known]) => known === key) ?? [];
  if (before !== undefined) {
    return { outcome: 'killed', by: before };
  }
  const place = join(tree, file);
  writeFileSync(place, text);
  const failure = firstFailure([build, ...tests]);
  writeFileSync(place, source);
  if (failure === undefined) {
    return { outcome: 'survived' };
  }
  if (failure.step === build) {
    return { outcome: 'unbuilt' };
  }
  appendFileSync(record, `${key}\t${failure.by}\n`);
  return { outcome: 'killed', by: failure.by };
}

/**
 * @param {string} message
 * @returns {never}
 */
function fail(message) {
  console.error(`tools/workspace/mutate/built: ${message}`);
  process.exit(1);
}

const killedBefore = (existsSync(record) ? readFileSync(record, 'utf8').split('\n') : []).map((line) =>
  line.split('\t'),
);
const mutants = leftOver();
tryWithout();
const tried = mutants.map((mutant) => {
  const { outcome, by } = attempt(mutant);
  console.log(`${outcome.padEnd(9)}${mutant.label}${by === undefined ? '' : ` (${by})`}`);
  return { label: mutant.label, outcome };
});

const ofUnitTests = Object.values(report.files)
  .flatMap((file) => file.mutants)
  .filter(({ status }) => KILLED.includes(status)).length;
const killed = tried.filter(({ outcome }) => outcome === 'killed').length;
const survivors = tried.filter(({ outcome }) => outcome === 'survived');
const all = ofUnitTests + killed + survivors.length;
const score = all === 0 ? 100 : (100 * (ofUnitTests + killed)) / all;
console.log(`
survivors:${survivors.map(({ label }) => `\n  ${label}`).join('')}
${ofUnitTests + killed} of ${all}, ${score.toFixed(1)} %: ${ofUnitTests} by nx mutate, ${killed} here; ${tried.length - killed - survivors.length} did not build; goal ${goal} %`);
process.exitCode = score < goal ? 1 : 0;
