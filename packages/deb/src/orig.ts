// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { join } from 'node:path';
import { withoutEpoch } from './epoch.ts';
import type { SourceFile } from './source-file.ts';
import { listProducts, runLogged } from './dpkg.ts';
import type { SourcePackage } from './source-package.ts';
import { writeTree } from './source-tree.ts';

/** Who packs it, and what the packer's file system has for an order, are not to be seen in the archive. */
export const ORIG_COMMAND = [
  'tar',
  '--create',
  '--xz',
  '--format=gnu',
  '--sort=name',
  '--owner=root:0',
  '--group=root:0',
  '--mode=u=rwX,go=rX',
] as const;

/** What names the sources to an archive that takes them alone. */
export const CHANGES_COMMAND = ['dpkg-genchanges', '--build=source'] as const;

/**
 * Writes NAME_VERSION.orig.tar.xz unless it is native, has dpkg's programs make the rest, and gives the names of all.
 */
export async function writeSourcePackage(
  directory: string,
  { name, version, upstreamVersion, date, isNative }: SourcePackage,
  files: readonly SourceFile[],
): Promise<string[]> {
  const tree = `${name}-${upstreamVersion}`;
  const log = join(directory, 'build.log');
  const time = String(date.getTime() / 1000);
  const isOurs = ({ path }: SourceFile): boolean => path.startsWith('debian/');
  const write = (part: readonly SourceFile[]): void => writeTree(join(directory, tree), part, date);
  write(files.filter((file) => !isOurs(file)));
  if (!isNative) {
    const original = ['--file', `${name}_${upstreamVersion}.orig.tar.xz`, tree];
    await runLogged([...ORIG_COMMAND, `--mtime=@${time}`, ...original], {
      cwd: directory,
      log,
      environment: { XZ_DEFAULTS: '--threads=1' },
    });
  }
  write(files.filter(isOurs));
  await runLogged(['dpkg-source', '--build', tree], { cwd: directory, log, environment: { SOURCE_DATE_EPOCH: time } });
  const upload = `../${name}_${withoutEpoch(version)}_source.changes`;
  await runLogged([...CHANGES_COMMAND, `-O${upload}`], { cwd: join(directory, tree), log });
  return listProducts(directory);
}
