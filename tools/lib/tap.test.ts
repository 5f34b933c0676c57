// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The reader of test results (tap-read), and the writer of the shell (tap.sh) in each shell that it is for.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

interface Reading {
  readonly status: number | null;
  readonly lines: readonly string[];
}

function read(...lines: string[]): Reading {
  const { status, stdout } = spawnSync(join(__dirname, 'tap-read'), {
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  });
  return { status, lines: stdout.trimEnd().split('\n') };
}

const begin = 'TAP version 14';

test('a stream, with one that is within it, remarks, and what is none of them', () => {
  const outer = [
    begin,
    'ok - a',
    begin,
    'ok 1 - b',
    'ok 2 - c',
    '1..2',
    'ok       modules',
    'ok - d # SKIP no',
    '1..2',
  ];
  expect(read('# Linux', ...outer, '#   not ok - e')).toEqual({ status: 0, lines: ['3 passed, 0 failed, 1 skipped'] });
});

test('a stream may begin with its first result', () => {
  expect(read('ok - a', '1..1', 'ok - b', '1..1').lines).toEqual(['2 passed, 0 failed, 0 skipped']);
});

test('a stream from a serial port', () => {
  expect(read('ok - a\r', '1..1\r').status).toBe(0);
});

test.each<[what: string, lines: string[], problem: string]>([
  ['a bad result', ['ok - a', 'not ok - b', '1..2'], 'line 2: not ok - b'],
  ['a bad result that is skipped', ['ok - a', 'not ok - b # SKIP no', '1..2'], 'line 2: not ok - b # SKIP no'],
  ['too few results', [begin, 'ok - a', '1..2'], 'line 3: planned were 2 results, and 1 came'],
  ['too many results', ['ok - a', 'ok - b', '1..1'], 'line 3: planned were 1 results, and 2 came'],
  ['no plan', ['ok - a'], 'line 1: the stream of line 1 broke off after 1 results: it has no plan'],
  ['no plan, and no result', [begin], 'line 1: the stream of line 1 broke off after 0 results: it has no plan'],
  ['a second plan', ['ok - a', '1..1', '1..1'], 'line 3: the plan 1..1 is of no stream'],
  ['a number out of its turn', ['ok 1 - a', 'ok 3 - b', '1..2'], 'line 2: result 3 comes as number 2'],
  [
    'a stream within another that breaks off',
    ['ok - a', begin, 'ok - b', 'ok - c', '1..1'],
    'line 5: planned were 1 results, and 2 came',
  ],
])('%s', (_, lines, problem) => {
  const reading = read(...lines);
  expect(reading.lines).toContain(`standard input, ${problem}`);
  expect(reading.status).toBe(1);
  expect(reading.lines.at(-1)).toMatch(/^[0-9]+ passed, [1-9][0-9]* failed, [0-9]+ skipped$/);
});

test('no stream at all', () => {
  expect(read('Tests: 3 passed')).toEqual({ status: 2, lines: ['0 passed, 0 failed, 0 skipped'] });
});

test('what skips everything has passed nothing', () => {
  expect(read('ok - a # SKIP no', '1..1')).toEqual({ status: 1, lines: ['0 passed, 0 failed, 1 skipped'] });
});

describe.each([['bash'], ['dash'], ['busybox', 'sh']])('tap.sh in %s', (shell = '', ...words) => {
  const run = (script: string): { status: number | null; stdout: string } => {
    const text = `. ${join(__dirname, 'tap.sh')}\n${script}`;
    return spawnSync(shell, [...words, '-uc', text], { encoding: 'utf8' });
  };

  test.each([
    ['tap_ok a true', 'ok - a'],
    ['tap_ok a false', 'not ok - a'],
    ['tap_is a x echo x', 'ok - a'],
    ['tap_is a x echo y', 'not ok - a'],
    ['tap_is a x sh -c "echo x; exit 1"', 'not ok - a'],
    ['tap_matches a "^x" printf "y\\nxy"', 'ok - a'],
    ['tap_matches a "^x" echo y', 'not ok - a'],
    ['tap_matches a "^x" sh -c "echo x; exit 1"', 'not ok - a'],
    ['tap_fails a "^x" sh -c "echo x; exit 1"', 'ok - a'],
    ['tap_fails a "^x" sh -c "echo y; exit 1"', 'not ok - a'],
    ['tap_fails a "^x" echo x', 'not ok - a'],
    ['tap_fails a "" no-such-command', 'not ok - a'],
    ['tap_fails a "not found" no-such-command', 'not ok - a'],
    ['tap_lacks a "^x" echo y', 'ok - a'],
    ['tap_lacks a "^x" echo x', 'not ok - a'],
    ['tap_lacks a "^x" cat no-such-file', 'not ok - a'],
    ['tap_skip a "no machine"', 'ok - a # SKIP no machine'],
  ])('%s: %s', (call, result) => {
    const { stdout } = run(`${call}\ntap_end`);
    expect(stdout.split('\n').slice(0, 2)).toEqual([begin, result]);
    expect(stdout).toContain('\n1..1\n');
  });

  test('the results of a program, and that it ends badly', () => {
    const { stdout, status } = run('tap_take b sh -c "echo ok - c; echo hm; exit 3"; tap_end');
    const results = [begin, 'ok - b: c', '# hm', 'not ok - b: runs to its end', '#   status 3', '1..2'];
    expect(stdout.split('\n').slice(0, -2)).toEqual(results);
    expect(status).toBe(1);
  });

  test('what passes ends well, and what tested nothing does not', () => {
    expect(run('tap_ok a true; tap_end').status).toBe(0);
    expect(run('tap_skip a why; tap_end').status).toBe(1);
    expect(run('tap_end').status).toBe(1);
  });
});
