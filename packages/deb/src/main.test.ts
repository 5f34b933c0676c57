// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The program in this process: what it says, and its exit status.

import { mkdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import manifest from '../package.json';
import { useDirectory, workIn } from '../test/directory.ts';
import { FILES, makeCheckout } from '../test/hello.ts';
import { helpText } from './help.ts';

const directory = useDirectory();
workIn(directory);

const argv = process.argv;
afterEach(() => {
  process.argv = argv;
  process.exitCode = undefined;
  jest.restoreAllMocks();
});

/** Runs it; gives what it wrote once that ends as said. */
async function runMain(words: readonly string[], end: RegExp) {
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    });
  }
  process.argv = ['node', 'u-dma-buf-mgr-deb', ...words];
  const umask = process.umask(0o077);
  await jest.isolateModulesAsync(async () => {
    await import('./main.ts');
  });
  for (let left = 500; left > 0 && !end.test(written.stdout + written.stderr); left--) {
    await setTimeout(20);
  }
  await setTimeout(0);
  return { ...written, status: process.exitCode ?? 0, umask: process.umask(umask) };
}

const good = { stderr: '', status: 0, umask: 0o022 };

test('help and version', async () => {
  expect(await runMain(['--help'], /\n$/)).toEqual({ ...good, stdout: helpText(undefined) });
  expect(await runMain(['repo', '--help'], /\n$/)).toEqual({ ...good, stdout: helpText('repo') });
  expect(await runMain(['--version'], /\n$/)).toEqual({ ...good, stdout: `${manifest.version}\n` });
});

test('a wrong usage', async () => {
  expect(await runMain(['pack'], /help\.\n$/)).toEqual({
    ...good,
    stdout: '',
    stderr:
      'u-dma-buf-mgr-deb: pack is not a command; there are build, source, modules and repo\nTry u-dma-buf-mgr-deb --help.\n',
    status: 2,
  });
});

test('an error in the source package', async () => {
  makeCheckout(directory(), { ...FILES, 'debian/control': '', 'debian/built-files': '' });
  const { stderr, status } = await runMain(['build', '--out', 'x', '--dry-run'], /\n$/);
  expect(status).toBe(3);
  expect(stderr).toBe('u-dma-buf-mgr-deb: debian/control: has no source paragraph with a binary package after it\n');
});

test('an error of the tool, and one of the system', async () => {
  const { stderr, status } = await runMain(
    ['modules', '--out', 'x', '--kernel', 'linux-image-1', '--arch', 'a', '--headers', 'h'],
    /\n$/,
  );
  expect({ stderr, status }).toEqual({
    stderr: expect.stringMatching(/^u-dma-buf-mgr-deb: --headers: ENOENT: .*\n$/),
    status: 1,
  });
  mkdirSync('x.dsc');
  const second = await runMain(['repo', '--out', 'x', '--key-home', 'k', 'x.dsc'], /\n$/);
  expect(second).toMatchObject({
    stderr: 'u-dma-buf-mgr-deb: EISDIR: illegal operation on a directory, read\n',
    status: 1,
  });
});
