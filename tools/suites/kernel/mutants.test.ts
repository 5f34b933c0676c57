// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const rows = readFileSync(path.join(__dirname, 'same-mutants'), 'utf8')
  .split('\n')
  .filter((row) => row !== '' && !row.startsWith('#'))
  .map((row) => row.split('\t'));

/** What list-mutants says of all mutants of files, a row each. */
function listed(...files: string[]): string[][] {
  return execFileSync('node', [path.join(__dirname, 'list-mutants.mjs'), '100000', '1', ...files], {
    cwd: root,
    encoding: 'utf8',
  })
    .trimEnd()
    .split('\n')
    .map((row) => row.split('\t'));
}

describe('the mutants of the modules', () => {
  test('of which some change nothing are there, and are told apart', () => {
    const files = [...new Set(rows.map(([file = '']) => file))];
    const same = listed(...files)
      .filter(([, , , , mark]) => mark === 'same')
      .map(([file, , , text = '']) => `${file}: ${text.replaceAll('\\t', '').trim()}`);
    // One row may be for several lines.
    expect([...new Set(same)].sort()).toEqual(rows.map(([file, text]) => `${file}: ${text}`).sort());
  });

  test('each have a reason', () => {
    expect(rows.filter(([, , why = '']) => why === '')).toEqual([]);
  });

  test('are lines of a file with something dropped, swapped or off by one', () => {
    const [file, line, kind, text] = listed('u-dma-buf/place.c').find(([, , one]) => one === 'dropped check') ?? [];
    const source = readFileSync(path.join(root, 'kmod/u-dma-buf/place.c'), 'utf8').split('\n')[Number(line) - 1];
    expect([file, kind]).toEqual(['u-dma-buf/place.c', 'dropped check']);
    expect(text?.replaceAll('\\t', '\t').replace(/0 && \((.*)\)\)$/, '$1)')).toBe(source);
  });
});
