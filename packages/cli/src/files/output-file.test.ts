// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { writeOutput } from './output-file.ts';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-output-'));
  file = join(directory, 'file');
});
afterEach(() => rmSync(directory, { recursive: true }));

const save = (path: string, text: string, what: 'contents' | 'description' = 'contents'): Promise<boolean> =>
  writeOutput(path, what, (descriptor) => {
    writeSync(descriptor, text);
  });

const mode = (path: string): number => statSync(path).mode & 0o7777;
const isRoot = process.getuid?.() === 0;

test('new contents are for their owner, a new description is for all', async () => {
  const umask = process.umask(0o027);
  await save(file, 'secret');
  await save(`${file}.json`, '{}', 'description');
  process.umask(umask);
  expect([mode(file), mode(`${file}.json`)]).toEqual([0o600, 0o640]);
  expect(readFileSync(file, 'utf8')).toBe('secret');
  expect(readdirSync(directory)).toEqual(['file', 'file.json']);
});

test.each([0o600, 0o664, 0o4711])('a file keeps its mode %p, and another file takes its place', async (old) => {
  writeFileSync(file, 'something longer');
  chmodSync(file, old);
  const { ino } = statSync(file);
  await save(file, 'short', 'description');
  expect({ mode: mode(file), text: readFileSync(file, 'utf8') }).toEqual({ mode: old, text: 'short' });
  expect(statSync(file).ino).not.toBe(ino);
});

test('a file keeps its owner', async () => {
  // Who is not root can give a file to another of the own groups only.
  const [uid, gid] = isRoot ? [12345, 54321] : [process.getuid?.() ?? -1, process.getgroups?.().at(-1) ?? -1];
  writeFileSync(file, 'old', { mode: 0o600 });
  chownSync(file, uid, gid);
  await save(file, 'new');
  expect(statSync(file)).toMatchObject({ uid, gid });
  expect(mode(file)).toBe(0o600);
});

test('what fails leaves the old file, and nothing else', async () => {
  writeFileSync(file, 'old');
  const failing = writeOutput(file, 'contents', (descriptor) => {
    writeSync(descriptor, 'half');
    throw new Error('ended');
  });
  await expect(failing).rejects.toThrow('ended');
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(directory)).toEqual(['file']);
});

test('a link stays, and what it leads to is replaced', async () => {
  mkdirSync(join(directory, 'real'));
  const real = join(directory, 'real/file');
  writeFileSync(real, 'old', { mode: 0o640 });
  symlinkSync('real/file', file);
  await save(file, 'new');
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect({ text: readFileSync(real, 'utf8'), mode: mode(real) }).toEqual({ text: 'new', mode: 0o640 });
});

test('a link to nothing stays', async () => {
  symlinkSync('nothing', file);
  await expect(save(file, 'new')).rejects.toMatchObject({
    name: 'CommandError',
    message: `cannot write ${file}: it is a link to a file that does not exist`,
  });
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
});

test('a FIFO stays, and its reader gets it', async () => {
  execFileSync('mkfifo', [file]);
  const reader = spawn('cat', [file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  reader.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  await save(file, 'through');
  await new Promise((resolve) => reader.on('close', resolve));
  expect(text).toBe('through');
  expect(statSync(file).isFIFO()).toBe(true);
});

test('a device stays', async () => {
  // Of the numbers of /dev/null, which root could destroy. The file system of this directory may take no devices.
  if (isRoot) execFileSync('mknod', [file, 'c', '1', '3']);
  else symlinkSync('/dev/null', file);
  await save(file, 'gone').catch((error: unknown) => expect(String(error)).toMatch(/EACCES$/));
  expect(statSync(file).isCharacterDevice()).toBe(true);
});

test.each([
  ['a directory', () => mkdirSync(file), 'EISDIR'],
  ['a directory that is not there', () => (file = join(directory, 'none/file')), 'ENOENT'],
  ['a file as a directory', () => (writeFileSync(file, ''), (file = join(file, 'file'))), 'ENOTDIR'],
])('%s is an error', async (_, prepare, errno) => {
  prepare();
  await expect(save(file, 'text')).rejects.toMatchObject({
    name: 'CommandError',
    message: `cannot write ${file}: ${errno}`,
  });
});

/** Runs `writeOutput` in a shell. */
function shell(script: string, lines: string): { status: number | null; signal: string | null; stdout: string } {
  const program = join(directory, 'program.cjs');
  buildSync({
    stdin: { contents: `import { writeOutput } from './output-file.ts';\n${lines}`, resolveDir: __dirname },
    bundle: true,
    platform: 'node',
    conditions: ['@u-dma-buf-mgr/source'],
    external: ['koffi'],
    outfile: program,
  });
  const words = ['-c', script, 'bash', process.execPath, program, file];
  const { status, signal, stdout } = spawnSync('bash', words, { encoding: 'utf8' });
  return { status, signal, stdout };
}

const WRITE = `writeOutput(process.argv[2], 'contents', (d) => void require('fs').writeSync(d, 'text '))
  .then((isStandard) => console.log(String(isStandard)));`;

test.each(['-', '/dev/stdout', '/proc/self/fd/1'])(
  '%s is written by the descriptor of standard output',
  async (path) => {
    const descriptors: number[] = [];
    expect(await writeOutput(path, 'contents', (descriptor) => void descriptors.push(descriptor))).toBe(true);
    expect(descriptors).toEqual([1]);
  },
);

test.each(['-', '/dev/stdout', '/proc/self/fd/1'])('%s is standard output, also where that is a file', (path) => {
  expect(shell(`"$1" "$2" ${path} | cat`, WRITE).stdout).toBe('text true\n');
  expect(shell(`{ echo begun; "$1" "$2" ${path}; } > "$3"; cat "$3"`, WRITE).stdout).toBe('begun\ntext true\n');
});

test('a signal that comes meanwhile leaves the old file, and nothing else', () => {
  writeFileSync(file, 'old');
  const interrupted = `
    import { explain } from '../explain.ts';
    writeOutput(process.argv[2], 'contents', async (_, interruption) => {
      process.kill(process.pid, 'SIGTERM');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      await interruption.check();
    }).catch(explain);`;
  expect(shell('exec "$1" "$2" "$3"', interrupted)).toMatchObject({ signal: 'SIGTERM' });
  expect(readFileSync(file, 'utf8')).toBe('old');
  expect(readdirSync(directory)).toEqual(['file', 'program.cjs']);
});
