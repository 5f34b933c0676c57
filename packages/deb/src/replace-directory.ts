// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { chmod, mkdir, mkdtemp, readdir, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError, ToolError } from './error.ts';
import { withLock } from './lock.ts';

/** Fills a new directory, from the former one if it likes. */
type Fill = (directory: string, former: string | undefined) => Promise<void>;

/**
 * Puts what `fill` makes in the place of `path` in one step: whoever reads `path` sees all of the old content or all of the
 * new. For that `path` is a symbolic link, which a rename can replace. One process does so at a time; what one that was
 * killed has left, the next takes away.
 */
export async function replaceDirectory(path: string, fill: Fill): Promise<void> {
  const link = resolve(path);
  await mkdir(dirname(link), { recursive: true });
  await withLock(dirname(link), async () => {
    const former = await readFormer(link);
    await removeStates(link, former);
    await replaceLink(link, former, fill);
    await removeStates(link, await readFormer(link));
  });
}

async function replaceLink(link: string, former: string | undefined, fill: Fill): Promise<void> {
  const parent = dirname(link);
  const directory = await mkdtemp(join(parent, `.${basename(link)}-`));
  try {
    await chmod(directory, 0o755);
    await fill(directory, former && join(parent, former));
    await symlink(basename(directory), `${directory}.link`);
    await rename(`${directory}.link`, link);
  } catch (error) {
    await rm(directory, { recursive: true });
    throw error;
  }
}

/** All but one. */
async function removeStates(link: string, kept: string | undefined): Promise<void> {
  const [parent, prefix] = [dirname(link), `.${basename(link)}-`];
  for (const name of await readdir(parent)) {
    const isState = name.startsWith(prefix) && /^\w{6}(?:\.link)?$/.test(name.slice(prefix.length));
    if (isState && name !== kept) {
      await rm(join(parent, name), { recursive: true });
    }
  }
}

async function readFormer(link: string): Promise<string | undefined> {
  let target: string;
  try {
    target = await readlink(link);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw new ToolError(`${link} is in the way: it is not the link that an earlier run made`);
  }
  if (!target.startsWith(`.${basename(link)}-`) || target.includes('/')) {
    throw new ToolError(`${link} is in the way: it leads to ${target}, which no earlier run made`);
  }
  return target;
}
