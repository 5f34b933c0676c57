// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPackages, type Command } from './dpkg.ts';
import type { Project } from './project.ts';
import { run } from './run.ts';
import { writeTree } from './source-tree.ts';

/** The rules for a tree in which another architecture's packages were made, of source packages that have such rules. */
const NEXT_RULES = 'debian/next-architecture';

interface FirstBuild {
  readonly products: string[];
  /** Has the tree. */
  readonly directory: string;
}

/** Builds for architectures. With rules for that, all but the first go on in copies of the first one's tree. */
export class ArchitectureBuilder {
  readonly #project: Project;
  readonly #tree: string;
  #first: Promise<FirstBuild> | undefined;

  constructor(project: Project) {
    this.#project = project;
    this.#tree = `${project.source.name}-${project.source.upstreamVersion}`;
  }

  /** Builds in an empty directory; gives the names of the products in it. */
  async build(directory: string, command: Command): Promise<string[]> {
    if (!this.#project.files.some(({ path }) => path === NEXT_RULES)) {
      return this.buildAlone(directory, command);
    }
    if (this.#first === undefined) {
      this.#first = this.#buildFirst(directory, command);
      return (await this.#first).products;
    }
    const first = await this.#first;
    await copyTree(join(first.directory, this.#tree), join(directory, this.#tree));
    return buildPackages(directory, this.#tree, [...command, '--no-pre-clean', `--rules-file=${NEXT_RULES}`]);
  }

  /** The same, from the source, and for nobody to go on. */
  async buildAlone(directory: string, command: Command): Promise<string[]> {
    const { files, source } = this.#project;
    writeTree(join(directory, this.#tree), files, source.date);
    return buildPackages(directory, this.#tree, command);
  }

  /** Removes what it kept for further architectures. */
  async close(): Promise<void> {
    const first = await this.#first?.catch(() => undefined);
    if (first !== undefined) {
      await rm(first.directory, { recursive: true });
    }
  }

  async #buildFirst(directory: string, command: Command): Promise<FirstBuild> {
    const products = await this.buildAlone(directory, command);
    // What it was built in goes as soon as the products are kept.
    const kept = await mkdtemp(join(this.#project.directory, 'first-'));
    await rename(join(directory, this.#tree), join(kept, this.#tree));
    return { products, directory: kept };
  }
}

/** Copies a tree whose files change below `debian` only: the others are links. */
async function copyTree(from: string, to: string): Promise<void> {
  await run('cp', ['--archive', '--link', from, to]);
  await rm(join(to, 'debian'), { recursive: true });
  await run('cp', ['--archive', join(from, 'debian'), to]);
}
