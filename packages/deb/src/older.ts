// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { readdir } from 'node:fs/promises';
import { withoutEpoch } from './epoch.ts';
import { isSystemError } from './error.ts';

/** Packages that are built together, in one version. */
export interface Family {
  /** Of the source package and of its binary packages. */
  readonly names: readonly string[];
  /** Those that their files may have. */
  readonly versions: readonly string[];
}

const PRODUCT =
  /^(?<name>[^_]+)_(?<version>[^_]+?)(?:_[^_]+\.(?:deb|changes|buildinfo)|\.dsc|\.(?:(?:orig|debian)\.)?tar\.xz)$/;

/** What lies in a directory of the family's other versions. */
export async function findOlder(directory: string, family: Family): Promise<string[]> {
  try {
    return (await readdir(directory)).filter((name) => isOlder(name, family)).sort();
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      return [];
    }
    throw error;
  }
}

export function isOlder(file: string, { names, versions }: Family): boolean {
  const groups = PRODUCT.exec(file)?.groups;
  if (groups === undefined) {
    return false;
  }
  const { name = '', version: found = '' } = groups;
  const current = versions.map(withoutEpoch);
  return names.includes(name) && !current.includes(found);
}
