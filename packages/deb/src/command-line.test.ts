// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parseCommandLine } from './command-line.ts';
import { UsageError } from './error.ts';

test('build', () => {
  expect(parseCommandLine(['build', '--out', 'packages'])).toEqual({
    kind: 'build',
    sourceOnly: false,
    out: 'packages',
    dryRun: false,
    removeOlder: false,
    snapshot: false,
  });
  expect(parseCommandLine(['build', '--arch', 'amd64, arm64,amd64', '--out=packages'])).toEqual({
    kind: 'build',
    sourceOnly: false,
    out: 'packages',
    architectures: ['amd64', 'arm64'],
    dryRun: false,
    removeOlder: false,
    snapshot: false,
  });
});

test('source is a build of no architecture', () => {
  expect(parseCommandLine(['source', '--out', 'packages', '--dry-run'])).toEqual({
    kind: 'build',
    sourceOnly: true,
    out: 'packages',
    architectures: [],
    dryRun: true,
    removeOlder: false,
    snapshot: false,
  });
});

test('the keys of a build', () => {
  const words = ['--out', 'o', '--key-home', 'home', '--key', 'one', '--key=two'];
  for (const command of ['build', 'source']) {
    expect(parseCommandLine([command, ...words])).toMatchObject({ signing: { keyHome: 'home', keys: ['one', 'two'] } });
    expect(parseCommandLine([command, ...words.slice(0, 4)])).toMatchObject({ signing: { keyHome: 'home', keys: [] } });
    expect(() => parseCommandLine([command, '--out', 'o', '--key', 'one'])).toThrow(
      new UsageError('--key-home is missing'),
    );
  }
});

const MODULES = ['modules', '--out', 'o', '--kernel', 'linux-image-6.1', '--arch', 'arm64', '--headers', 'h'];

test('modules', () => {
  expect(parseCommandLine(MODULES)).toEqual({
    kind: 'modules',
    kernel: 'linux-image-6.1',
    architecture: 'arm64',
    headers: 'h',
    make: 'make',
    out: 'o',
    dryRun: false,
    removeOlder: false,
    snapshot: false,
  });
  expect(parseCommandLine([...MODULES, '--sign-key', 'k', '--sign-certificate', 'c'])).toMatchObject({
    signing: { key: 'k', certificate: 'c' },
  });
});

test('repo', () => {
  expect(parseCommandLine(['repo', '--out', 'r', 'a.deb', '--key-home', 'k', 'b.deb'])).toEqual({
    kind: 'repo',
    out: 'r',
    keyHome: 'k',
    keys: [],
    suite: 'stable',
    keep: false,
    packages: ['a.deb', 'b.deb'],
  });
});

test('the name, suite and URI of a repository, and its keys', () => {
  const words = ['--out', 'r', '--key-home', 'k', '--key', 'one', '--key', 'two', '--keep', 'a.deb'];
  const names = ['--name', 'My.tools+1-x', '--suite', '12-sid', '--uri', 'https://x.invalid/~apt'];
  expect(parseCommandLine(['repo', ...words, ...names])).toEqual({
    kind: 'repo',
    out: 'r',
    keyHome: 'k',
    keys: ['one', 'two'],
    name: 'My.tools+1-x',
    suite: '12-sid',
    uri: 'https://x.invalid/~apt',
    keep: true,
    packages: ['a.deb'],
  });
});

test('help comes before anything else is asked for', () => {
  expect(parseCommandLine(['--help'])).toEqual({ kind: 'help' });
  expect(parseCommandLine(['help'])).toEqual({ kind: 'help' });
  expect(parseCommandLine(['help', 'modules'])).toEqual({ kind: 'help', topic: 'modules' });
  expect(parseCommandLine(['build', '-h'])).toEqual({ kind: 'help', topic: 'build' });
  expect(parseCommandLine(['repo', '--help'])).toEqual({ kind: 'help', topic: 'repo' });
  expect(parseCommandLine(['source', '--help', 'x'])).toEqual({ kind: 'help', topic: 'source' });
  expect(parseCommandLine(['modules', '-h'])).toEqual({ kind: 'help', topic: 'modules' });
  expect(parseCommandLine(['-h'])).toEqual({ kind: 'help' });
  expect(parseCommandLine(['--version'])).toEqual({ kind: 'version' });
});

test.each([
  [[], 'a command is missing; there are build, source, modules and repo'],
  [['help', 'biuld'], 'biuld is not a command; there are build, source, modules and repo'],
  [['help', 'build', 'repo'], 'help takes one command'],
  [['biuld'], 'biuld is not a command; there are build, source, modules and repo'],
  [[...MODULES, '--sign-key', 'k'], '--sign-certificate is missing'],
  [['build'], '--out is missing'],
  [['build', '--out', ''], '--out is missing'],
  [['build', '--out', 'd', 'extra'], 'build takes no argument: extra'],
  [
    ['build', '--out', 'd', '--arch', 'amd64,,arm64'],
    '--arch takes names with a comma between them: --arch amd64,arm64',
  ],
  [['repo', '--out', 'd', '--key-home', 'k'], 'repo needs at least one .deb or .dsc file'],
  [
    ['repo', '--out', 'd', '--key-home', 'k', '--suite', '../x', 'a.deb'],
    '--suite takes letters, digits, and . + - in between: ../x',
  ],
  [
    ['repo', '--out', 'd', '--key-home', 'k', '--name', 'tools/x', 'a.deb'],
    '--name takes letters, digits, and . + - in between: tools/x',
  ],
  [['repo', '--out', 'd', 'a.deb'], '--key-home is missing'],
  ...['x y', 'https://x y', '/srv/apt', '1x:/apt', 'https:'].map((uri): [string[], string] => [
    ['repo', '--out', 'd', '--key-home', 'k', '--uri', uri, 'a.deb'],
    `--uri takes a URI, as https://HOST/PATH: ${uri}`,
  ]),
  [['source', '--out', 'd', 'x', 'y'], 'source takes no argument: x y'],
  [[...MODULES, 'x'], 'modules takes no argument: x'],
  [[...MODULES, '--sign-certificate', 'c'], '--sign-key is missing'],
])('%j is refused', (words, message) => {
  expect(() => parseCommandLine(words)).toThrow(new UsageError(message));
});

test('an unknown option is refused', () => {
  expect(() => parseCommandLine(['build', '--output', 'd'])).toThrow(UsageError);
});
