// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { runJob, type Job, type Unit } from './unit.ts';

const directory = useDirectory();
const family = { names: ['tool'], versions: ['2-1', '2'] };

/** Builds a package with this content, and what is none. */
function unit(name: string, content: string): Unit {
  return {
    name,
    key: `key-of-${name}`,
    async build(work) {
      expect(readdirSync(work)).toEqual([]);
      await writeFile(join(work, `tool_2-1_${name}.deb`), content);
      await writeFile(join(work, `tool_2-1_${name}.changes`), '');
      await writeFile(join(work, 'build.log'), '');
      return [`tool_2-1_${name}.deb`, `tool_2-1_${name}.changes`];
    },
  };
}

function failing(name: string, error: unknown): Unit {
  return { name, key: name, build: jest.fn().mockRejectedValue(error) };
}

/** Runs a job; gives what it reports, without the seconds. */
async function runUnits(units: readonly Unit[], options: Partial<Job> = {}): Promise<string[]> {
  const lines: string[] = [];
  const [out, work] = [join(directory(), 'out'), join(directory(), 'work')];
  await runJob({ units, family, out, dryRun: false, removeOlder: true, directory: work, ...options }, (line) =>
    lines.push(line.replace(/\d+\.\d s$/, 'TIME').replace(directory(), 'DIR')),
  );
  return lines;
}

const list = (name: string): string[] => readdirSync(join(directory(), name)).sort();

test('a unit is built once, in a directory that goes, and taken from the cache then', async () => {
  expect(await runUnits([unit('amd64', 'x'.repeat(1024))])).toEqual([
    'amd64: building',
    '[1/1] amd64: built, TIME',
    '  tool_2-1_amd64.deb, 1.0 KiB',
  ]);
  expect(list('out')).toEqual(['tool_2-1_amd64.changes', 'tool_2-1_amd64.deb']);
  expect(list('work')).toEqual(['cache']);
  expect(await runUnits([unit('amd64', '')])).toEqual([
    '[1/1] amd64: unchanged, TIME',
    '  tool_2-1_amd64.deb, 1.0 KiB',
  ]);
  expect(readFileSync(join(directory(), 'out/tool_2-1_amd64.deb'), 'utf8')).toHaveLength(1024);
});

test('source packages have their size told too', async () => {
  const source: Unit = {
    name: 'source',
    key: 's',
    async build(work) {
      await writeFile(join(work, 'tool_2-1.dsc'), '');
      return ['tool_2-1.dsc'];
    },
  };
  expect((await runUnits([source])).at(-1)).toBe('  tool_2-1.dsc, 0.0 KiB');
});

test('each unit is counted when it is done', async () => {
  const lines = await runUnits([unit('a', ''), unit('b', '')]);
  expect(lines.filter((line) => line.startsWith('[')).map((line) => line.slice(0, 5))).toEqual(['[1/2]', '[2/2]']);
});

test('a failure stops no other unit, leaves its tree, and is told in the end', async () => {
  const units = [failing('bad', new Error('no compiler')), failing('worse', 'odd'), unit('good', '')];
  await expect(runUnits(units)).rejects.toThrow(
    expect.objectContaining({ name: 'ToolError', message: 'bad: no compiler\nworse: odd' }),
  );
  expect(list('out')).toContain('tool_2-1_good.deb');
  expect(list('work').map((name) => name.replace(/-.*/, ''))).toEqual(['bad', 'cache', 'worse']);
});

test('what failed by one reason is told once, with the names of all', async () => {
  const log = new Error('no compiler\nThe end of the log');
  await expect(runUnits([failing('a', log), failing('b', new Error('odd')), failing('c', log)])).rejects.toThrow(
    expect.objectContaining({ message: 'a, c: no compiler\nThe end of the log\nb: odd' }),
  );
});

test('what older versions left is removed after a build that succeeded', async () => {
  mkdirSync(join(directory(), 'out'));
  writeFileSync(join(directory(), 'out/tool_1-1_amd64.deb'), '');
  await expect(runUnits([failing('bad', new Error('x'))])).rejects.toThrow('x');
  expect(list('out')).toContain('tool_1-1_amd64.deb');
  expect(await runUnits([unit('amd64', '')])).toContain('removed DIR/out/tool_1-1_amd64.deb: of another version');
  expect(list('out')).not.toContain('tool_1-1_amd64.deb');
});

test('without being asked to, it removes nothing, and tells what is of another version', async () => {
  mkdirSync(join(directory(), 'out'));
  writeFileSync(join(directory(), 'out/tool_1-1_amd64.deb'), '');
  const line = 'DIR/out/tool_1-1_amd64.deb is of another version: --remove-older removes it';
  for (const dryRun of [true, false]) {
    expect((await runUnits([unit('amd64', '')], { removeOlder: false, dryRun })).at(-1)).toBe(line);
    expect(list('out')).toContain('tool_1-1_amd64.deb');
  }
});

test('a dry run tells what it would do, and does nothing', async () => {
  await runUnits([unit('amd64', '')]);
  writeFileSync(join(directory(), 'out/tool_1-1_amd64.deb'), '');
  const before = list('out');
  expect(await runUnits([unit('amd64', ''), unit('arm64', '')], { dryRun: true })).toEqual([
    'amd64: from the cache: tool_2-1_amd64.deb',
    'arm64: would be built',
    'would remove DIR/out/tool_1-1_amd64.deb: of another version',
  ]);
  expect(list('out')).toEqual(before);
  await runUnits([unit('arm64', '')], { dryRun: true, out: join(directory(), 'none') });
  expect(existsSync(join(directory(), 'none'))).toBe(false);
});
