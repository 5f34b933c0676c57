// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { chmod, mkdir, mkdtemp, readlink, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError, ToolError } from './error.ts';

/**
 * Fills a new directory, from the former one if it likes, and puts it in the place of `path` in one step: whoever reads `path` sees all of the
 * old content or all of the new. For that `path` is a symbolic link, which a rename can replace.
 */
export async function replaceDirectory(
  path: string,
  fill: (directory: string, former: string | undefined) => Promise<void>,
): Promise<void> {
  const link = resolve(path);
  const parent = dirname(link);
  await mkdir(parent, { recursive: true });
  const former = await readFormer(link);
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
  if (former !== undefined) {
    await rm(join(parent, former), { recursive: true, force: true });
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
