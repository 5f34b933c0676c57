// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The layer for Yocto without bitbake: it is read as bitbake reads it, its recipe's installation runs, and gives what the
// Debian package of the same name has.

import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const repository = join(__dirname, '../../..');
const layer = join(repository, 'tools/ship/image/yocto/meta-u-dma-buf-mgr');

interface Recipe {
  readonly variables: ReadonlyMap<string, string>;
  readonly functions: ReadonlyMap<string, string>;
  readonly inherited: readonly string[];
}

/** What bitbake.conf says, as far as the recipes use it. */
const CONFIGURATION = new Map(
  Object.entries({
    COMMON_LICENSE_DIR: '/licenses',
    LAYERDIR: layer,
    PN: 'u-dma-buf-mgr',
    TARGET_ARCH: 'riscv64',
    bindir: '/usr/bin',
    datadir: '/usr/share',
    mandir: '/usr/share/man',
    nonarch_base_libdir: '/lib',
    prefix: '/usr',
    sysconfdir: '/etc',
    systemd_system_unitdir: '/lib/systemd/system',
  }),
);

/** Reads a file of bitbake's; a line that is none of its statements is an error. */
function readRecipe(file: string): Recipe {
  const variables = new Map<string, string>();
  const functions = new Map<string, string>();
  const inherited: string[] = [];
  const text = readFileSync(join(layer, file), 'utf8').replaceAll(/^#.*\n/gm, '');
  const rest = text.replaceAll(/^(\w+)\(\) \{\n(.*?)^\}\n/gms, (_, name: string, body: string) => {
    functions.set(name, body);
    return '';
  });
  for (const line of rest.replaceAll(/\\\n/g, '').split('\n').filter(Boolean)) {
    const [, name, operator = '', value = ''] = /^([\w:${}[\]-]+) (=|\+=|\.=) "(.*)"$/.exec(line) ?? [];
    const classes = /^inherit (.*)$/.exec(line)?.[1];
    if (classes !== undefined) {
      inherited.push(...classes.split(' '));
    } else if (name === undefined) {
      throw new Error(`${file}: ${line}`);
    } else {
      const before = operator === '=' ? '' : `${variables.get(name) ?? ''}${operator === '+=' ? ' ' : ''}`;
      variables.set(name, before + value);
    }
  }
  return { variables, functions, inherited };
}

/** With the values of variables, of the recipe and of the configuration; one that is not known is an error. */
function expand(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$\{(\w+)\}/g, (word, name: string) => {
    const value = values.get(name) ?? CONFIGURATION.get(name);
    if (value === undefined) {
      throw new Error(`${word} is not known`);
    }
    return expand(value, values);
  });
}

function filesBelow(directory: string, from = directory): string[] {
  return readdirSync(directory)
    .flatMap((name) => {
      const path = join(directory, name);
      return statSync(path).isDirectory() ? filesBelow(path, from) : [`/${relative(from, path)}`];
    })
    .sort();
}

const modules = readRecipe('recipes-kernel/u-dma-buf-modules/u-dma-buf-modules_git.bb');
const command = readRecipe('recipes-support/u-dma-buf-mgr/u-dma-buf-mgr_git.bb');

test('the layer finds its recipes, and names what it depends on', () => {
  const { variables } = readRecipe('conf/layer.conf');
  const pattern = expand(variables.get('BBFILES') ?? '', variables).trim();
  expect(execFileSync('sh', ['-c', `ls ${pattern}`], { encoding: 'utf8' }).match(/\.bb$/gm)).toHaveLength(2);
  const name = variables.get('BBFILE_COLLECTIONS')?.trim() ?? '';
  for (const field of ['BBFILE_PATTERN', 'BBFILE_PRIORITY', 'LAYERDEPENDS', 'LAYERSERIES_COMPAT']) {
    expect(variables.get(`${field}_${name}`)).toMatch(/./);
  }
});

test('each recipe says what it is, and builds from the checkout', () => {
  for (const { variables, inherited } of [modules, command]) {
    expect([...variables.keys()]).toEqual(expect.arrayContaining(['SUMMARY', 'LICENSE', 'LIC_FILES_CHKSUM']));
    expect(inherited).toContain('externalsrc');
    const values = new Map([...variables, ['U_DMA_BUF_MGR_CHECKOUT', repository]]);
    expect(existsSync(expand(variables.get('EXTERNALSRC') ?? 'none', values))).toBe(true);
  }
  expect(modules.inherited).toContain('module');
  expect(command.inherited).toEqual(expect.arrayContaining(['systemd', 'useradd']));
});

test('the group is that of the udev rule, and the modules are what the command asks for', () => {
  const groups = readFileSync(join(repository, 'debian/u-dma-buf-mgr.sysusers'), 'utf8');
  const [, group = ''] = /^g (\S+)/m.exec(groups) ?? [];
  expect(command.variables.get('GROUPADD_PARAM:${PN}')).toBe(`--system ${group}`);
  const names = readFileSync(join(repository, 'kmod/Kbuild'), 'utf8');
  for (const name of (command.variables.get('RRECOMMENDS:${PN}') ?? '').split(' ')) {
    expect(names).toContain(name.replace('kernel-module-', ''));
  }
});

test('what the recipe installs is in its packages, and is what the Debian package has', () => {
  const work = mkdtempSync(join(tmpdir(), 'yocto-'));
  try {
    // What a build leaves, in a checkout of links.
    const source = join(work, 'source');
    mkdirSync(join(source, 'packages/cli/dist'), { recursive: true });
    mkdirSync(join(source, 'build/man'), { recursive: true });
    writeFileSync(join(source, 'packages/cli/dist/u-dma-buf-mgr.js'), '#!/usr/bin/env node\n@DEB_HOST_ARCH@\n');
    writeFileSync(join(source, 'build/man/u-dma-buf-mgr.1'), '');
    writeFileSync(join(source, 'build/man/u-dma-buf-mgr.yaml.5'), '');
    execFileSync('ln', ['-s', join(repository, 'debian'), source]);
    execFileSync('ln', ['-s', join(repository, 'packages/cli/schema'), join(source, 'packages/cli')]);
    const image = join(work, 'image');
    const values = new Map([...command.variables, ['D', image], ['S', source]]);
    execFileSync('sh', ['-euc', expand(command.functions.get('do_install') ?? 'false', values)]);
    const installed = filesBelow(image);
    expect(installed.filter((name) => !name.endsWith('.json'))).toEqual([
      '/lib/systemd/system/u-dma-buf-mgr-load.service',
      '/lib/systemd/system/u-dma-buf-mgr.service',
      '/lib/udev/rules.d/60-u-dma-buf-mgr.rules',
      '/usr/bin/u-dma-buf-mgr',
      '/usr/lib/udev/u-dma-buf-access',
      '/usr/libexec/u-dma-buf-mgr/make-buffers',
      '/usr/share/man/man1/u-dma-buf-mgr.1',
      '/usr/share/man/man5/u-dma-buf-mgr.yaml.5',
    ]);
    expect(installed.some((name) => name.startsWith('/usr/share/u-dma-buf-mgr/'))).toBe(true);
    expect(existsSync(join(image, 'etc/u-dma-buf-mgr'))).toBe(true);
    expect(readFileSync(join(image, 'usr/bin/u-dma-buf-mgr'), 'utf8')).toBe('#!/bin/sh\nriscv64\n');
    expect(statSync(join(image, 'usr/bin/u-dma-buf-mgr')).mode & 0o777).toBe(0o755);
    // Beside these, bitbake's own FILES has programs and manual pages.
    const packaged = [
      ...expand(command.variables.get('FILES:${PN}') ?? '', values)
        .split(' ')
        .filter(Boolean),
      '/usr/bin',
      '/usr/share/man',
    ];
    expect(installed.filter((name) => !packaged.some((place) => name.startsWith(place)))).toEqual([]);
    const service = readFileSync(join(image, 'lib/systemd/system/u-dma-buf-mgr.service'), 'utf8');
    expect(service).toContain('ExecStart=/usr/libexec/u-dma-buf-mgr/make-buffers');
    const rule = readFileSync(join(image, 'lib/udev/rules.d/60-u-dma-buf-mgr.rules'), 'utf8');
    const [, program = ''] = /^RUN\+="(\S+) /m.exec(rule) ?? [];
    expect(installed).toContain(program);
  } finally {
    rmSync(work, { recursive: true });
  }
});
