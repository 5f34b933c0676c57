// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { createHash, randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceFile } from './source-file.ts';

/** Everything that the result of a build depends on. */
export interface BuildInputs {
  readonly files: readonly SourceFile[];
  /** The command and its environment, the versions of the programs behind it. */
  readonly recipe: readonly string[];
}

export function hashInputs({ files, recipe }: BuildInputs): string {
  const hash = createHash('sha256').update(JSON.stringify(recipe));
  for (const { path, kind, content } of files) {
    hash.update(`\0${path}\0${kind}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** What was built before, in a directory for each hash of inputs. */
export class BuildCache {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** The files kept under this key, if there are any. */
  async find(key: string): Promise<string[] | undefined> {
    const directory = join(this.#directory, key);
    try {
      return (await readdir(directory)).map((name) => join(directory, name));
    } catch {
      return undefined;
    }
  }

  /** Keeps copies under this key, all of them or none. */
  async store(key: string, directory: string, names: readonly string[]): Promise<string[]> {
    const incomplete = join(this.#directory, `${key}.${randomUUID()}`);
    const complete = join(this.#directory, key);
    await mkdir(incomplete, { recursive: true });
    for (const name of names) {
      await copyFile(join(directory, name), join(incomplete, name));
    }
    await rm(complete, { recursive: true, force: true });
    await rename(incomplete, complete);
    return names.map((name) => join(complete, name));
  }
}
