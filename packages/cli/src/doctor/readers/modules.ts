// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import { DRIVER_MODULE, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';

import { orUndefined, readBytes, readNames, readText } from '../../system/files.ts';
import type { ModuleFacts, ModuleFile } from '../facts.ts';

const MODULES = '/lib/modules';

/** What a signed module ends with. */
const SIGNATURE_MARK = '~Module signature appended~\n';

export function readModules(release: string): ModuleFacts[] {
  const names = [DRIVER_MODULE, MANAGER_MODULE];
  const found = new Map(readNames(MODULES).map((kernel) => [kernel, moduleFiles(join(MODULES, kernel), names)]));
  return names.map((name) => ({
    name,
    loaded: readLoaded(name),
    files: describeFiles(inOrder(found.get(release) ?? [], name, release)),
    otherKernels: [...found]
      .filter(([kernel, files]) => kernel !== release && files.some((path) => moduleOf(path) === name))
      .map(([kernel]) => kernel),
  }));
}

/** The kernel writes the dash of a module's name as an underscore. */
function readLoaded(name: string): ModuleFacts['loaded'] {
  const directory = join('/sys/module', name.replaceAll('-', '_'));
  return existsSync(directory) ? { version: readText(join(directory, 'version')) } : undefined;
}

/** The module that a file holds, however it is compressed. */
function moduleOf(path: string): string | undefined {
  const [, name] = /^(.*)\.ko(?:\.(?:xz|gz|zst))?$/.exec(basename(path)) ?? [];
  return name?.replaceAll('_', '-');
}

/** All of them below a directory, but for the links `build` and `source`, which lead to the kernel's headers. */
function moduleFiles(directory: string, names: readonly string[]): string[] {
  return (orUndefined(() => readdirSync(directory, { withFileTypes: true })) ?? []).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return moduleFiles(path, names);
    }
    return names.includes(moduleOf(path) ?? '') ? path : [];
  });
}

/** What modules.dep names is what modprobe takes: it comes first. */
function inOrder(paths: readonly string[], name: string, release: string): string[] {
  const directory = join(MODULES, release);
  const dependencies = readText(join(directory, 'modules.dep')) ?? '';
  const taken = (path: string): boolean => `\n${dependencies}`.includes(`\n${relative(directory, path)}:`);
  const own = paths.filter((path) => moduleOf(path) === name);
  return [...own.filter(taken), ...own.filter((path) => !taken(path))];
}

function describeFiles(paths: readonly string[]): ModuleFile[] {
  return paths.map((path) => {
    const content = readBytes(path)?.toString('latin1') ?? '';
    const [, version] = /\0version=([^\0]*)\0/.exec(content) ?? [];
    return {
      path,
      signed: path.endsWith('.ko') ? content.endsWith(SIGNATURE_MARK) : undefined,
      version,
      owner: paths.length > 1 ? ownerOf(path) : undefined,
    };
  });
}

/** The Debian package of a file; DKMS puts its modules below updates/dkms. */
function ownerOf(path: string): string | undefined {
  if (path.includes('/updates/dkms/')) {
    return 'DKMS';
  }
  const said = orUndefined(() =>
    execFileSync('dpkg-query', ['--search', path], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  return said?.split(':')[0];
}
