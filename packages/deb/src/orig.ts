// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { join } from 'node:path';
import type { SourceFile } from './checkout.ts';
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

/** Writes NAME_VERSION.orig.tar.xz, has dpkg-source make the rest, and gives the names of all. */
export async function writeSourcePackage(
  directory: string,
  { name, upstreamVersion, date }: SourcePackage,
  files: readonly SourceFile[],
): Promise<string[]> {
  const tree = `${name}-${upstreamVersion}`;
  const log = join(directory, 'build.log');
  const isOurs = ({ path }: SourceFile): boolean => path.startsWith('debian/');
  await writeTree(
    join(directory, tree),
    files.filter((file) => !isOurs(file)),
    date,
  );
  const mtime = `--mtime=@${date.getTime() / 1000}`;
  await runLogged([...ORIG_COMMAND, mtime, '--file', `${name}_${upstreamVersion}.orig.tar.xz`, tree], {
    cwd: directory,
    log,
    environment: { XZ_DEFAULTS: '--threads=1' },
  });
  await writeTree(join(directory, tree), files.filter(isOurs), date);
  const environment = { SOURCE_DATE_EPOCH: String(date.getTime() / 1000) };
  await runLogged(['dpkg-source', '--build', tree], { cwd: directory, log, environment });
  return listProducts(directory);
}
