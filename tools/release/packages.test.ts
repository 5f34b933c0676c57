// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

// What npm packs of the packages, whose sources and built files are stand-ins: whether they are right, the packages' own
// tests say.

const repository = join(__dirname, '../..');
const names = ['protocol', 'client', 'cli', 'deb'];
const built = ['bin', 'exports', 'man'];

interface Manifest {
  readonly name: string;
  readonly [field: string]: unknown;
}

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-packages-'));
  put('tools/release/prepack.mjs');
  for (const name of names) {
    const files = execFileSync(
      'git',
      ['ls-files', '-z', '--cached', '--others', '--exclude-standard', `packages/${name}`],
      { cwd: repository, encoding: 'utf8' },
    );
    files
      .split('\0')
      .filter((file) => file !== '')
      .forEach((file) => {
        if (/^packages\/\w+\/(package\.json|[A-Z]+\.md)$/.test(file)) put(file);
        else standIn(file);
      });
    for (const file of ['dist/LICENSE.txt', ...builtFiles(name)]) {
      standIn(file.startsWith('man/') ? join('build/man', basename(file)) : join('packages', name, file));
    }
  }
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

function put(file: string): void {
  cpSync(join(repository, file), join(copy, file));
}

function standIn(file: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), 'stands for the file\n');
}

function manifestOf(name: string): Manifest {
  return JSON.parse(readFileSync(join(repository, 'packages', name, 'package.json'), 'utf8')) as Manifest;
}

/** What a manifest says that there is. */
function builtFiles(name: string): string[] {
  const manifest = manifestOf(name);
  const pathsIn = (part: unknown): string[] =>
    typeof part === 'string' ? [part] : Object.values(part ?? {}).flatMap(pathsIn);
  return built.flatMap((field) => pathsIn(manifest[field])).filter((file) => !/^\.\/(src|package\.json)/.test(file));
}

/** Packs a package as a release does, and unpacks it. */
function pack(name: string): { status: number | null; stderr: string; directory: string } {
  const { status, stderr } = spawnSync('npm', ['pack', '--silent', '--pack-destination', copy, `./packages/${name}`], {
    cwd: copy,
    encoding: 'utf8',
  });
  const directory = join(copy, 'unpacked', name);
  if (status === 0) {
    mkdirSync(directory, { recursive: true });
    const { version } = manifestOf(name);
    execFileSync('tar', ['xzf', join(copy, `u-dma-buf-mgr-${name}-${String(version)}.tgz`), '-C', directory]);
  }
  return { status, stderr, directory: join(directory, 'package') };
}

const needed: Readonly<Record<string, readonly string[]>> = {
  protocol: ['src/index.ts'],
  client: ['src/index.ts', 'src/testing/index.ts'],
  cli: ['src/main.ts', 'schema/configuration.schema.json', 'man/u-dma-buf-mgr.1', 'man/u-dma-buf-mgr.yaml.5'],
  deb: ['src/main.ts'],
};

describe.each(names)('%s', (name) => {
  let directory: string;
  beforeAll(() => {
    const { status, stderr, directory: unpacked } = pack(name);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    directory = unpacked;
  }, 60_000);

  test('has what it names, its sources, its licence and its changelog', () => {
    const files = ['README.md', 'CHANGELOG.md', 'dist/LICENSE.txt', ...builtFiles(name), ...(needed[name] ?? [])];
    expect(files.filter((file) => !existsSync(join(directory, file)))).toEqual([]);
  });

  test('has no tests', () => {
    expect(execFileSync('find', [directory, '-name', '*.test.*'], { encoding: 'utf8' })).toBe('');
  });

  test('says what it is, and where the project is', () => {
    expect(JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))).toMatchObject({
      license: name === 'deb' ? 'GPL-3.0-or-later' : 'BSD-2-Clause',
      keywords: expect.arrayContaining([expect.any(String)]) as unknown,
      repository: {
        type: 'git',
        url: expect.stringMatching(/^git\+https:\/\/.*\.git$/) as unknown,
        directory: `packages/${name}`,
      },
      homepage: expect.stringMatching(/^https:\/\//) as unknown,
      bugs: { url: expect.stringMatching(/^https:\/\//) as unknown },
    });
  });

  test('its README begins with the installation, and its links need no repository', () => {
    const readme = readFileSync(join(directory, 'README.md'), 'utf8');
    const [, first] = readme.split('\n```console\n');
    expect(first).toMatch(new RegExp(`^\\$ npm install (--global )?@u-dma-buf-mgr/${name}\\b`));
    const targets = [...readme.matchAll(/\]\(([^)]*)\)|^\[[^\]]*\]: *(\S+)/gm)].map(
      ([, inline, below]) => inline ?? below,
    );
    expect(targets.filter((target) => target !== undefined && !/^(https:|#)/.test(target))).toEqual([]);
  });
});

test.each([
  ['client', 'packages/client/dist/esm/index.js', 'dist/esm/index.js'],
  ['cli', 'packages/cli/dist/u-dma-buf-mgr.js', 'dist/u-dma-buf-mgr.js'],
  ['deb', 'packages/deb/dist/LICENSE.txt', 'dist/LICENSE.txt'],
  ['protocol', 'packages/protocol/dist/cjs/index.d.ts', 'dist/cjs/index.d.ts'],
])(
  '%s is not packed where %s is empty',
  (name, file, missing) => {
    const path = join(copy, file);
    expect(statSync(path).size).toBeGreaterThan(0);
    truncateSync(path);
    const { status, stderr } = pack(name);
    expect(status).not.toBe(0);
    expect(stderr).toContain(`@u-dma-buf-mgr/${name} has not been built, `);
    expect(stderr).toContain(missing);
  },
  60_000,
);

test('the command is not packed without its manual pages', () => {
  rmSync(join(copy, 'build/man'), { recursive: true });
  rmSync(join(copy, 'packages/cli/man'), { recursive: true });
  writeFileSync(join(copy, 'packages/cli/dist/u-dma-buf-mgr.js'), 'built\n');
  const { status, stderr } = pack('cli');
  expect(status).not.toBe(0);
  expect(stderr).toContain('has not been built, man/u-dma-buf-mgr.1, man/u-dma-buf-mgr.yaml.5: npm run build');
}, 60_000);
