// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool on this checkout, with the real dpkg and lintian.

import { parse } from 'debian-control';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { checkout, run, tool } from '../run.ts';

/** The architectures of debian/control, each with the headers that are recommended for it. */
const headers = new Map(
  [...readFileSync(join(checkout, 'debian/control'), 'utf8').matchAll(/^ (linux-headers-.*) \[(.*)\],$/gm)].map(
    ([, name = '', architecture = '']) => [architecture, name],
  ),
);
const architectures = [...headers.keys()];

let directory: string;
let packages: string;

function build(...options: string[]): string {
  return run(
    tool,
    ['build', '--arch', architectures.join(), '--out', packages, '--remove-older', ...options],
    checkout,
  );
}

function packageFile(name: string, architecture: string): string {
  return join(packages, `${name}_${version}-1_${architecture}.deb`);
}

/** The files of a package; where /lib is a link to /usr/lib, debhelper may name either. */
function filesOf(deb: string): string[] {
  return run('dpkg-deb', ['--contents', deb])
    .split('\n')
    .filter((line) => line.startsWith('-'))
    .map((line) => line.replace(/^.* \.\//, '').replace(/^lib\//, 'usr/lib/'))
    .sort();
}

function hashes(names: readonly string[], place: string): Record<string, string> {
  const hash = (name: string): string =>
    createHash('sha256')
      .update(readFileSync(join(place, name)))
      .digest('hex');
  return Object.fromEntries(names.map((name) => [name, hash(name)]));
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
  packages = join(directory, 'packages');
  mkdirSync(packages);
  writeFileSync(packageFile('u-dma-buf-mgr-dkms', 'amd64').replace(version, '5.9.9'), '');
  writeFileSync(join(packages, 'other_5.9.9-1_amd64.deb'), '');
  build();
}, 300_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('there are the source package and those of every architecture, and of other packages what was there', () => {
  const ofArchitecture = architectures.flatMap((architecture) => [
    `u-dma-buf-mgr_${version}-1_${architecture}.deb`,
    `u-dma-buf-mgr-dkms_${version}-1_${architecture}.deb`,
  ]);
  const ofBuild = [...architectures, 'all'].flatMap((architecture) => [
    `u-dma-buf-mgr_${version}-1_${architecture}.buildinfo`,
    `u-dma-buf-mgr_${version}-1_${architecture}.changes`,
  ]);
  expect(readdirSync(packages).sort()).toEqual(
    [
      ...ofArchitecture,
      ...ofBuild,
      `u-dma-buf-dev_${version}-1_all.deb`,
      `u-dma-buf-mgr_${version}-1.debian.tar.xz`,
      `u-dma-buf-mgr_${version}-1.dsc`,
      `u-dma-buf-mgr_${version}.orig.tar.xz`,
      'other_5.9.9-1_amd64.deb',
    ].sort(),
  );
});

const command = [
  'usr/bin/u-dma-buf-mgr',
  'usr/lib/systemd/system/u-dma-buf-mgr-load.service',
  'usr/lib/systemd/system/u-dma-buf-mgr.service',
  'usr/lib/udev/u-dma-buf-access',
  'usr/share/bash-completion/completions/u-dma-buf-mgr',
  'usr/share/fish/vendor_completions.d/u-dma-buf-mgr.fish',
  'usr/share/man/man1/u-dma-buf-mgr.1.gz',
  'usr/share/man/man5/u-dma-buf-mgr.yaml.5.gz',
  'usr/share/zsh/vendor-completions/_u-dma-buf-mgr',
  ...readdirSync(join(checkout, 'packages/cli/schema')).map((name) => `usr/share/u-dma-buf-mgr/${name}`),
];

function namedAfter(name: string): string[] {
  return [
    `usr/lib/sysusers.d/${name}.conf`,
    `usr/lib/udev/rules.d/60-${name}.rules`,
    `usr/share/doc/${name}/changelog.Debian.gz`,
    `usr/share/doc/${name}/changelog.gz`,
    `usr/share/doc/${name}/copyright`,
    `usr/share/lintian/overrides/${name}`,
  ];
}

describe.each([...headers])('the packages for %s', (architecture, recommended) => {
  test('their control files', () => {
    const common = { Source: 'u-dma-buf-mgr', Version: `${version}-1`, Architecture: architecture };
    expect(parse(run('dpkg-deb', ['--field', packageFile('u-dma-buf-mgr-dkms', architecture)]))).toMatchObject({
      ...common,
      Recommends: `nodejs (>= 18), ${recommended}`,
      Conflicts: 'u-dma-buf-mgr',
      Provides: 'u-dma-buf-kernel-module',
    });
    const { Source: source, ...others } = common;
    const fields = parse(run('dpkg-deb', ['--field', packageFile('u-dma-buf-mgr', architecture)]));
    expect(fields).toMatchObject({ Package: source, ...others, Conflicts: 'u-dma-buf-mgr-dkms' });
    expect(fields['Depends']).not.toMatch(/dkms|gcc|make|nodejs/);
    expect(fields['Recommends']).toBe('nodejs (>= 18)');
  });

  test('that for DKMS has the command, and the module source as it is in git', () => {
    const source = `usr/src/u-dma-buf-mgr-${version}`;
    // Dot files are for those who write the modules, JSON files for npm and Nx; the changelog is elsewhere.
    const others = [':!kmod/.*', ':!kmod/*.json', ':!kmod/CHANGELOG.md'];
    const modules = run('git', ['ls-files', '--', 'kmod', ...others], checkout)
      .trimEnd()
      .split('\n');
    expect(filesOf(packageFile('u-dma-buf-mgr-dkms', architecture))).toEqual(
      [
        ...modules.map((path) => path.replace(/^kmod/, source)),
        `${source}/dkms.conf`,
        ...command,
        ...namedAfter('u-dma-buf-mgr-dkms'),
      ].sort(),
    );
  });

  test('that for machines without a compiler has the command alone', () => {
    const files = [...command, ...namedAfter('u-dma-buf-mgr')].sort();
    expect(filesOf(packageFile('u-dma-buf-mgr', architecture))).toEqual(files);
  });

  test.each(['u-dma-buf-mgr', 'u-dma-buf-mgr-dkms'])('the command of %s knows for which architecture it is', (name) => {
    const tree = join(directory, name, architecture);
    mkdirSync(tree, { recursive: true });
    run('dpkg-deb', ['--extract', packageFile(name, architecture), tree]);
    const file = join(tree, 'usr/bin/u-dma-buf-mgr');
    expect(run(process.execPath, [file, '--version'])).toBe(`u-dma-buf-mgr ${version} (${architecture})\n`);
  });
});

test('a program compiles with the header where u-dma-buf-dev has it', () => {
  const deb = packageFile('u-dma-buf-dev', 'all');
  expect(filesOf(deb)).toEqual(
    expect.arrayContaining(['usr/include/linux/u-dma-buf-ioctl.h', 'usr/src/u-dma-buf-dev/u-dma-buf-funcs.h']),
  );
  run('dpkg-deb', ['--extract', deb, join(directory, 'dev')]);
  const program = join(directory, 'program.c');
  writeFileSync(program, '#include <linux/u-dma-buf-ioctl.h>\nint request = U_DMA_BUF_IOCTL_MAGIC;\n');
  run('gcc', ['-Wall', '-Werror', '-fsyntax-only', `-isystem${directory}/dev/usr/include`, program]);
});

test('what has not changed is not built again, and --dry-run says so', () => {
  const names = readdirSync(packages);
  const before = hashes(names, packages);
  const plan = build('--dry-run');
  expect(plan.match(/^\w+: from the cache: /gm)).toHaveLength(architectures.length + 2);
  expect(build().match(/^\[\d\/\d\] \w+: unchanged/gm)).toHaveLength(architectures.length + 2);
  expect(hashes(names, packages)).toEqual(before);
});

test('--dry-run builds and removes nothing', () => {
  const out = join(directory, 'dry');
  mkdirSync(out);
  const old = 'u-dma-buf-dev_5.9.9-1_all.deb';
  writeFileSync(join(out, old), '');
  const plan = run(tool, ['source', '--out', out, '--dry-run'], checkout);
  expect(plan).toContain(`would remove ${join(out, old)}: of another version\n`);
  expect(readdirSync(out)).toEqual([old]);
});

test('dpkg-buildpackage alone, without npm, gives the same packages and the same source package', () => {
  const plain = join(directory, 'plain');
  const tree = `u-dma-buf-mgr-${version}`;
  mkdirSync(plain);
  run('dpkg-source', ['--extract', join(packages, `u-dma-buf-mgr_${version}-1.dsc`), join(plain, tree)]);
  run('cp', [join(packages, `u-dma-buf-mgr_${version}.orig.tar.xz`), plain]);
  run('dpkg-buildpackage', ['--unsigned-source', '--unsigned-changes'], join(plain, tree));
  const native = run('dpkg', ['--print-architecture']).trim();
  const names = readdirSync(plain).filter((name) => /\.(?:deb|dsc|tar\.xz)$/.test(name));
  expect(names.sort()).toEqual(
    [
      ...[`u-dma-buf-mgr_${version}-1_${native}.deb`, `u-dma-buf-mgr-dkms_${version}-1_${native}.deb`],
      ...[`u-dma-buf-dev_${version}-1_all.deb`, `u-dma-buf-mgr_${version}-1.dsc`],
      ...[`u-dma-buf-mgr_${version}-1.debian.tar.xz`, `u-dma-buf-mgr_${version}.orig.tar.xz`],
    ].sort(),
  );
  expect(hashes(names, plain)).toEqual(hashes(names, packages));
}, 120_000);

test('lintian has no error and no warning to give', () => {
  const files = readdirSync(packages).filter((name) => name.endsWith('.changes') || name.endsWith('.dsc'));
  const words = ['--pedantic', '--display-experimental', '--fail-on', 'error,warning', ...files];
  const { status, stdout } = spawnSync('lintian', words, { cwd: packages, encoding: 'utf8' });
  expect(stdout.split('\n').filter((line) => /^[EW]:/.test(line))).toEqual([]);
  expect(status).toBe(0);
}, 120_000);

test('modules are for the kernel whose headers are given', () => {
  const file = join(directory, 'headers/include/generated/utsrelease.h');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '#define UTS_RELEASE "6.1.0-49-arm64"\n');
  const words = ['--out', 'x', '--arch', 'arm64', '--headers', join(directory, 'headers')];
  const modulesFor = (kernel: string): string => run(tool, ['modules', '--kernel', kernel, ...words], checkout);
  expect(() => modulesFor('linux-image-6.1.0-50-arm64')).toThrow(
    `the headers in ${join(directory, 'headers')} are those of 6.1.0-49-arm64, and linux-image-6.1.0-50-arm64 has`,
  );
  expect(() => modulesFor('linux-headers-6.1.0-50-arm64')).toThrow('is no kernel');
});

test.each([
  [['--help'], 0, /^Usage: u-dma-buf-mgr-deb/],
  [['build', '--help'], 0, /^Usage: u-dma-buf-mgr-deb build/],
  [['--version'], 0, new RegExp(`^${version}\n$`)],
  [['pack'], 2, /^u-dma-buf-mgr-deb: pack is not a command/],
  [
    ['build', '--out', 'x', '--arch', 'sparc'],
    3,
    /^u-dma-buf-mgr-deb: debian\/control:\d+: Architecture: has no sparc/,
  ],
])('%j', (words, status, text) => {
  const outcome = spawnSync(tool, words, { cwd: checkout, encoding: 'utf8' });
  expect(outcome.stdout + outcome.stderr).toMatch(text);
  expect(outcome.status).toBe(status);
});

test('it builds in a git checkout only', () => {
  const outcome = spawnSync(tool, ['build', '--out', 'x'], { cwd: directory, encoding: 'utf8' });
  expect(outcome).toMatchObject({ status: 1, stderr: `u-dma-buf-mgr-deb: ${directory} is not in a git checkout\n` });
});
