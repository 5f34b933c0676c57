// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { BuildCache } from './build-cache.ts';
import { ToolError } from './error.ts';
import { keepOutOfGit } from './keep-out-of-git.ts';
import { findOlder, type Family } from './older.ts';
import { mapSettled } from './parallel.ts';
import { formatSize, startClock, type Report } from './report.ts';

/** What is built in one go, and kept under one key. */
export interface Unit {
  readonly name: string;
  /** Of everything that the result depends on. */
  readonly key: string;
  /** Builds in an empty directory; gives the names of the products in it. */
  build(directory: string): Promise<string[]>;
}

export interface Job {
  readonly units: readonly Unit[];
  readonly family: Family;
  readonly out: string;
  readonly dryRun: boolean;
  /** Whether what `out` has of other versions goes. */
  readonly removeOlder: boolean;
  /** For the cache, and trees at work. */
  readonly directory: string;
}

/**
 * Provides all units in `out`, and has what it has of older versions as the job says; or tells what it would do.
 * @returns the names of the files that it provided
 */
export async function runJob(job: Job, report: Report): Promise<string[]> {
  const { units, dryRun, removeOlder, out, family } = job;
  const cache = new BuildCache(join(job.directory, 'cache'));
  let provided: string[] = [];
  if (dryRun) {
    for (const { name, key } of units) {
      const kept = await cache.find(key);
      const names = kept?.map((file) => basename(file)).filter(isPackage) ?? [];
      report(kept === undefined ? `${name}: would be built` : `${name}: from the cache: ${names.join(' ')}`);
    }
  } else {
    await keepOutOfGit(job.directory);
    await keepOutOfGit(out);
    await mkdir(out, { recursive: true });
    provided = await provideAll(job, cache, report);
  }
  for (const file of (await findOlder(out, family)).map((name) => join(out, name))) {
    if (!removeOlder) {
      report(`${file} is of another version: --remove-older removes it`);
      continue;
    }
    if (!dryRun) {
      await rm(file);
    }
    report(`${dryRun ? 'would remove' : 'removed'} ${file}: of another version`);
  }
  return provided;
}

async function provideAll({ units, directory, out }: Job, cache: BuildCache, report: Report): Promise<string[]> {
  let done = 0;
  const results = await mapSettled(units, availableParallelism(), async (unit) => {
    const clock = startClock();
    const kept = await cache.find(unit.key);
    const files = kept ?? (await build(unit, directory, cache, report));
    await Promise.all(files.map((file) => copyFile(file, join(out, basename(file)))));
    report(`[${++done}/${units.length}] ${unit.name}: ${kept === undefined ? 'built' : 'unchanged'}, ${clock()}`);
    for (const file of files.filter(isPackage)) {
      report(`  ${basename(file)}, ${formatSize((await stat(file)).size)}`);
    }
    return files.map((file) => basename(file));
  });
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? { name: units[index]?.name ?? '', reason: reasonOf(result) } : [],
  );
  if (failures.length > 0) {
    throw new ToolError(describeFailures(failures));
  }
  return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
}

async function build(unit: Unit, directory: string, cache: BuildCache, report: Report): Promise<string[]> {
  report(`${unit.name}: building`);
  await mkdir(directory, { recursive: true });
  // A tree whose build fails stays, for whoever looks into the failure.
  const work = await mkdtemp(join(directory, `${unit.name}-`));
  const stored = await cache.store(unit.key, work, await unit.build(work));
  await rm(work, { recursive: true });
  return stored;
}

function isPackage(name: string): boolean {
  return name.endsWith('.deb') || name.endsWith('.dsc');
}

/** Tells each reason once, with all units that failed by it. */
function describeFailures(failures: readonly { name: string; reason: string }[]): string {
  const reasons = [...new Set(failures.map(({ reason }) => reason))];
  const namesOf = (reason: string): string[] => failures.filter((one) => one.reason === reason).map(({ name }) => name);
  return reasons.map((reason) => `${namesOf(reason).join(', ')}: ${reason}`).join('\n');
}

function reasonOf({ reason }: PromiseRejectedResult): string {
  return reason instanceof Error ? reason.message : String(reason);
}
