// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { errnoName } from '@u-dma-buf-mgr/client/command';

import { UsageError } from '../error.ts';

/** The administrator's, the running system's, and the packages'. */
export const CONFIGURATION_DIRECTORIES = ['/etc/u-dma-buf-mgr', '/run/u-dma-buf-mgr', '/usr/lib/u-dma-buf-mgr'];

const STDIN = 0;

/**
 * The files that count, in the order of their names: of files with the same name that in the first directory, as
 * systemd has it. A link to /dev/null is an empty file, so it masks those of its name.
 */
export function findConfigurationFiles(directories: readonly string[] = CONFIGURATION_DIRECTORIES): string[] {
  const paths = new Map<string, string>();
  for (const directory of directories) {
    for (const name of namesIn(directory).filter((candidate) => /^[^.].*\.yaml$/.test(candidate))) {
      paths.set(name, paths.get(name) ?? join(directory, name));
    }
  }
  return [...paths].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (errnoName(error) === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

/** The text of a configuration file; `-` is standard input. */
export function readConfigurationFile(path: string): string {
  try {
    return readFileSync(path === '-' ? STDIN : path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${errnoName(error)}`);
  }
}
