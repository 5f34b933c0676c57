// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');
const rows = readFileSync(path.join(__dirname, 'covers'), 'utf8')
  .split('\n')
  .filter((line) => line.includes('|') && !line.startsWith('#'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** What a function of covers.sh prints of a file below kmod/. */
function printed(command: string, file: string): string[] {
  const program = `. tools/lib/lib.sh; . tools/lib/covers.sh; ${command} "$1"`;
  return execFileSync('bash', ['-c', program, 'bash', file], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);
}

describe('the table of what covers a source', () => {
  test('has a line for every object of the modules', () => {
    const unnamed = ['u-dma-buf', 'u-dma-buf-mgr'].flatMap((module) => {
      const kbuild = readFileSync(path.join(root, 'kmod', module, 'Kbuild'), 'utf8').replace(/obj-.*/g, '');
      const stems = [...kbuild.matchAll(/([\w-]+)\.o\b/g)].map(([, name]) => `${module}/${name ?? ''}`);
      return stems.filter((stem) => !rows.some(([file]) => file === `${stem}.c` || file === `${stem}.[ch]`));
    });
    // It is covered by the line for the rest of the manager's files.
    expect(unnamed).toEqual(['u-dma-buf-mgr/module']);
  });

  test('names tests that are there', () => {
    const cases = new Set(readdirSync(path.join(__dirname, 'cases')).map((name) => name.replace(/\.sh$/, '')));
    const named = rows.flatMap(([, tests, machine, more]) => [
      ...(tests ?? '').split(' '),
      ...(more ?? '').split(' ').filter(Boolean),
      ...(machine ?? '').split(' ').filter((word) => /^[0-9]/.test(word)),
    ]);
    expect(named.filter((name) => !cases.has(name))).toEqual([]);
  });

  test('gives the tests of a file, and of one that has no line of its own', () => {
    expect(printed('module_tests_of', 'u-dma-buf/sync.c')).toEqual(['21-sync', '23-sync-calls']);
    const ofMemory = rows.find(([file]) => file === 'u-dma-buf/memory.[ch]')?.[1]?.split(' ');
    expect(printed('module_tests_of', 'u-dma-buf/memory.h')).toEqual(ofMemory);
    expect(printed('module_tests_of', 'u-dma-buf/compat.h')).toEqual([
      '20-attributes',
      '22-file-operations',
      '40-busy',
    ]);
  });

  test('gives the machine that alone runs a file', () => {
    expect(printed('module_machine_of', 'u-dma-buf/of.c')).toEqual(['arm64 --device-tree buffers 67-device-tree']);
    expect(printed('module_machine_of', 'u-dma-buf/sources.c')).toEqual([]);
  });

  test('gives the tests for which a change has no time', () => {
    const ofContig = rows.find(([file]) => file === 'u-dma-buf/contig.c')?.[3]?.split(' ');
    expect(ofContig).toContain('72-contiguous');
    expect(printed('module_more_tests_of', 'u-dma-buf/contig.c')).toEqual(ofContig);
    expect(printed('module_more_tests_of', 'u-dma-buf/spec.c')).toEqual([]);
  });
});
