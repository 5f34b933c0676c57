// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parseCommandLine } from './command-line.ts';
import { UsageError } from './error.ts';

test('build', () => {
  expect(parseCommandLine(['build', '--out', 'packages'])).toEqual({ kind: 'build', out: 'packages' });
  expect(parseCommandLine(['build', '--arch', 'amd64, arm64,amd64', '--out=packages'])).toEqual({
    kind: 'build',
    out: 'packages',
    architectures: ['amd64', 'arm64'],
  });
});

test('repo', () => {
  expect(parseCommandLine(['repo', '--out', 'r', 'a.deb', '--key-home', 'k', 'b.deb'])).toEqual({
    kind: 'repo',
    out: 'r',
    keyHome: 'k',
    packages: ['a.deb', 'b.deb'],
  });
});

test('help comes before anything else is asked for', () => {
  expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
  expect(parseCommandLine(['build', '-h'])).toEqual({ kind: 'help', topic: 'build' });
  expect(parseCommandLine(['repo', '--help'])).toEqual({ kind: 'help', topic: 'repo' });
});

test.each([
  [[], 'a command is missing: build or repo'],
  [['biuld'], 'biuld is not a command; there are build and repo'],
  [['build'], '--out is missing'],
  [['build', '--out', ''], '--out is missing'],
  [['build', '--out', 'd', 'extra'], 'build takes no argument: extra'],
  [
    ['build', '--out', 'd', '--arch', 'amd64,,arm64'],
    '--arch takes names with a comma between them: --arch amd64,arm64',
  ],
  [['repo', '--out', 'd', '--key-home', 'k'], 'repo needs at least one .deb file'],
  [['repo', '--out', 'd', 'a.deb'], '--key-home is missing'],
])('%j is refused', (words, message) => {
  expect(() => parseCommandLine(words)).toThrow(new UsageError(message));
});

test('an unknown option is refused', () => {
  expect(() => parseCommandLine(['build', '--output', 'd'])).toThrow(UsageError);
});
