// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync } from 'node:fs';
import { appendFile, mkdir, realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { run } from './run.ts';

/**
 * Has git pass over what this program is going to write, packages or a secret key, if it is in a checkout: by the list of its
 * own that a checkout has. What git tracks or passes over already is left alone.
 * @param suffix - a pattern that comes after the path
 */
export async function keepOutOfGit(path: string, suffix = ''): Promise<void> {
  const named = resolve(path);
  const directory = findPresent(dirname(named));
  // git knows no path that leads through a link.
  const present = await realpath(directory);
  const whole = join(present, relative(directory, named));
  const git = (...words: readonly string[]): Promise<string> => run('git', words, { cwd: present });
  const isSaid = async (...words: readonly string[]): Promise<boolean> => git(...words).then(Boolean, () => false);
  const checkout = await git('rev-parse', '--show-toplevel').catch(() => undefined);
  const place = checkout && relative(checkout.trim(), whole);
  if (place === undefined || place === '' || place.startsWith('../')) {
    return;
  }
  const isTracked = await isSaid('ls-files', '--', `:(top,literal)${place}`);
  if (isTracked || (await isSaid('check-ignore', `${whole}${suffix.replaceAll('?', 'x')}`))) {
    return;
  }
  const list = resolve(present, (await git('rev-parse', '--git-path', 'info/exclude')).trim());
  await mkdir(dirname(list), { recursive: true });
  await appendFile(list, `/${place.replaceAll(/[\\*?[]/g, '\\$&')}${suffix}\n`);
}

function findPresent(directory: string): string {
  return existsSync(directory) ? directory : findPresent(dirname(directory));
}
