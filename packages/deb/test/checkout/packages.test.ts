// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool on this checkout, with the real dpkg and lintian.

import { parse } from 'debian-control';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { version } from '../../package.json';
import { checkout, run, tool } from '../run.ts';

/** Those of u-dma-buf-mgr-dkms. */
const [, listed = ''] = /^Architecture: (.* .*)$/m.exec(readFileSync(join(checkout, 'debian/control'), 'utf8')) ?? [];
const architectures = listed.split(' ');
const native = run('dpkg', ['--print-architecture']).trim();
/** What is built in one go: packages for all are so with those of this machine, if it has one of the architectures. */
const builds = architectures.includes(native) ? architectures : [...architectures, 'all'];

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

function filesOf(deb: string): string[] {
  return run('dpkg-deb', ['--contents', deb])
    .split('\n')
    .filter((line) => line.startsWith('-'))
    .map((line) => line.replace(/^.* \.\//, ''))
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
  const ofArchitecture = architectures.map((architecture) => `u-dma-buf-mgr-dkms_${version}-1_${architecture}.deb`);
  const ofBuild = builds.flatMap((architecture) => [
    `u-dma-buf-mgr_${version}-1_${architecture}.buildinfo`,
    `u-dma-buf-mgr_${version}-1_${architecture}.changes`,
  ]);
  expect(readdirSync(packages).sort()).toEqual(
    [
      ...ofArchitecture,
      ...ofBuild,
      `u-dma-buf-dev_${version}-1_all.deb`,
      `u-dma-buf-mgr_${version}-1_all.deb`,
      `u-dma-buf-mgr_${version}-1.debian.tar.xz`,
      `u-dma-buf-mgr_${version}-1.dsc`,
      `u-dma-buf-mgr_${version}-1_source.changes`,
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
  'usr/libexec/u-dma-buf-mgr/make-buffers',
  'usr/share/bash-completion/completions/u-dma-buf-mgr',
  'usr/share/fish/vendor_completions.d/u-dma-buf-mgr.fish',
  'usr/share/man/man1/u-dma-buf-mgr.1.gz',
  'usr/share/man/man5/u-dma-buf-mgr.yaml.5.gz',
  'usr/share/zsh/vendor-completions/_u-dma-buf-mgr',
  ...readdirSync(join(checkout, 'packages/cli/schema')).map((name) => `usr/share/u-dma-buf-mgr/${name}`),
];

/** What the command and its service have under the name of their package. */
function namedAfter(name: string): string[] {
  return [
    `usr/lib/sysusers.d/${name}.conf`,
    `usr/lib/udev/rules.d/60-${name}.rules`,
    `usr/share/doc/${name}/README.md.gz`,
    `usr/share/doc/${name}/configuration.md.gz`,
    `usr/share/doc/${name}/examples/camera.yaml`,
    `usr/share/doc/${name}/migrate.md.gz`,
    `usr/share/doc/${name}/packages.md.gz`,
    `usr/share/doc/${name}/secure-boot.md`,
    `usr/share/doc/${name}/trouble.md.gz`,
    ...ofEveryPackage(name),
  ];
}

function ofEveryPackage(name: string): string[] {
  return [
    `usr/share/doc/${name}/changelog.Debian.gz`,
    `usr/share/doc/${name}/changelog.gz`,
    `usr/share/doc/${name}/copyright`,
    `usr/share/lintian/overrides/${name}`,
  ];
}

/** What is for DKMS, in a package of that name. */
function modulesIn(name: string): string[] {
  const source = `usr/src/u-dma-buf-mgr-${version}`;
  // Dot files are for those who write the modules, JSON files for npm and Nx; the changelog is elsewhere.
  const others = [':!kmod/.*', ':!kmod/*.json', ':!kmod/CHANGELOG.md'];
  const modules = run('git', ['ls-files', '--', 'kmod', ...others], checkout)
    .trimEnd()
    .split('\n');
  return [
    ...modules.map((path) => path.replace(/^kmod/, source)),
    `${source}/dkms.conf`,
    'usr/libexec/u-dma-buf-mgr/missing-modules',
    `usr/share/doc/${name}/README.Debian`,
    `usr/share/doc/${name}/u-dma-buf.rst.gz`,
  ];
}

function fieldsOf(deb: string): Record<string, string | string[]> {
  return parse(run('dpkg-deb', ['--field', deb]));
}

function versionLine(deb: string): string {
  const tree = mkdtempSync(join(directory, 'tree-'));
  run('dpkg-deb', ['--extract', deb, tree]);
  return run(process.execPath, [join(tree, 'usr/bin/u-dma-buf-mgr'), '--version']);
}

describe.each(architectures)('the package for %s', (architecture) => {
  test('its control file asks for no kernel', () => {
    const fields = fieldsOf(packageFile('u-dma-buf-mgr-dkms', architecture));
    expect(fields).toMatchObject({
      Source: 'u-dma-buf-mgr',
      Version: `${version}-1`,
      Architecture: architecture,
      Recommends: 'nodejs (>= 18)',
      Conflicts: 'u-dma-buf-dkms (>= 6~), u-dma-buf-mgr',
      Provides: 'u-dma-buf-kernel-module, u-dma-buf-mgr-bundle',
    });
    expect(fields['Depends']).not.toMatch(/linux|nodejs/);
  });

  test('it has the command, and the module source as it is in git', () => {
    const name = 'u-dma-buf-mgr-dkms';
    const files = [...modulesIn(name), ...command, ...namedAfter(name)].sort();
    expect(filesOf(packageFile(name, architecture))).toEqual(files);
  });

  test('its command knows for which architecture it is', () => {
    const line = versionLine(packageFile('u-dma-buf-mgr-dkms', architecture));
    expect(line).toBe(`u-dma-buf-mgr ${version} (${architecture})\n`);
  });
});

describe('the package for machines without a compiler', () => {
  test('its control file', () => {
    const fields = fieldsOf(packageFile('u-dma-buf-mgr', 'all'));
    expect(fields).toMatchObject({ Recommends: 'nodejs (>= 18)', Suggests: 'u-dma-buf-kernel-module' });
    expect(fields['Conflicts']).toBe(`u-dma-buf-mgr-bundle, u-dma-buf-mgr-dkms (<< ${version}-1)`);
    expect(fields['Depends']).not.toMatch(/dkms|gcc|make|nodejs/);
  });

  test('it has the command alone, for all architectures', () => {
    const deb = packageFile('u-dma-buf-mgr', 'all');
    expect(filesOf(deb)).toEqual([...command, ...namedAfter('u-dma-buf-mgr')].sort());
    expect(versionLine(deb)).toBe(`u-dma-buf-mgr ${version} (all)\n`);
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
  expect(plan.match(/^[\w+]+: from the cache: /gm)).toHaveLength(builds.length + 1);
  expect(build().match(/^\[\d\/\d\] [\w+]+: unchanged/gm)).toHaveLength(builds.length + 1);
  expect(hashes(names, packages)).toEqual(before);
});

test('--dry-run builds and removes nothing', () => {
  const out = join(directory, 'dry');
  mkdirSync(out);
  const old = 'u-dma-buf-dev_5.9.9-1_all.deb';
  writeFileSync(join(out, old), '');
  const plan = run(tool, ['source', '--out', out, '--dry-run'], checkout);
  expect(plan).toContain(`${join(out, old)} is of another version: --remove-older removes it\n`);
  expect(readdirSync(out)).toEqual([old]);
});

/** dpkg-buildpackage alone, of the source package. In the checkout, where the command is made of what npm has installed. */
function buildPlain(name: string, use: (plain: string) => void, ...options: string[]): void {
  const plain = join(checkout, `build/${name}-${process.pid}`);
  const tree = join(plain, `u-dma-buf-mgr-${version}`);
  mkdirSync(plain, { recursive: true });
  try {
    run('dpkg-source', ['--extract', join(packages, `u-dma-buf-mgr_${version}-1.dsc`), tree]);
    cpSync(join(packages, `u-dma-buf-mgr_${version}.orig.tar.xz`), join(plain, `u-dma-buf-mgr_${version}.orig.tar.xz`));
    run('dpkg-buildpackage', ['--unsigned-source', '--unsigned-changes', ...options], tree);
    use(plain);
  } finally {
    rmSync(plain, { recursive: true });
  }
}

test('dpkg-buildpackage alone gives the same packages and the same source package', () => {
  buildPlain('plain', (plain) => {
    const names = readdirSync(plain).filter((name) => /\.(?:deb|dsc|tar\.xz)$/.test(name));
    expect(names.sort()).toEqual(
      [
        ...[`u-dma-buf-mgr_${version}-1_all.deb`, `u-dma-buf-mgr-dkms_${version}-1_${native}.deb`],
        ...[`u-dma-buf-dev_${version}-1_all.deb`, `u-dma-buf-mgr_${version}-1.dsc`],
        ...[`u-dma-buf-mgr_${version}-1.debian.tar.xz`, `u-dma-buf-mgr_${version}.orig.tar.xz`],
      ].sort(),
    );
    expect(hashes(names, plain)).toEqual(hashes(names, packages));
  });
}, 120_000);

test('it gives the same package of an architecture that goes on from what another has built', () => {
  const other = architectures.filter((name) => name !== native).at(-1) ?? '';
  const options = ['--build=any', '--host-arch', other];
  buildPlain(
    'plain-next',
    (plain) => {
      const names = [`u-dma-buf-mgr-dkms_${version}-1_${other}.deb`];
      expect(hashes(names, plain)).toEqual(hashes(names, packages));
    },
    ...options,
  );
}, 120_000);

test("the build profile for Debian's archive leaves no file in two packages", () => {
  const inPlain = (plain: string, name: string, architecture: string): string =>
    join(plain, `${name}_${version}-1_${architecture}.deb`);
  buildPlain(
    'for-debian',
    (plain) => {
      const modules = inPlain(plain, 'u-dma-buf-dkms', 'all');
      expect(filesOf(modules)).toEqual([...modulesIn('u-dma-buf-dkms'), ...ofEveryPackage('u-dma-buf-dkms')].sort());
      expect(fieldsOf(modules)).toMatchObject({ Recommends: 'u-dma-buf-mgr', Provides: 'u-dma-buf-kernel-module' });
      expect(fieldsOf(modules)['Depends']).not.toMatch(/linux|nodejs/);
      const name = 'u-dma-buf-mgr-dkms';
      const both = inPlain(plain, name, native);
      expect(filesOf(both)).toEqual(ofEveryPackage(name));
      expect(fieldsOf(both)['Depends']).toBe(`u-dma-buf-dkms (= ${version}-1), u-dma-buf-mgr (= ${version}-1)`);
      expect(Object.keys(fieldsOf(both))).not.toContain('Conflicts');
      const command = inPlain(plain, 'u-dma-buf-mgr', 'all');
      expect(filesOf(command)).toEqual(filesOf(packageFile('u-dma-buf-mgr', 'all')));
    },
    '-Ppkg.u-dma-buf-mgr.debian',
  );
}, 120_000);

test('lintian has no error and no warning to give', () => {
  const files = readdirSync(packages).filter((name) => name.endsWith('.changes') || name.endsWith('.dsc'));
  // Whether the policy that the packages keep is too new, only the newest lintian knows.
  const words = ['--pedantic', '--display-experimental', '--suppress-tags', 'newer-standards-version'];
  words.push('--fail-on', 'error,warning', ...files);
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
