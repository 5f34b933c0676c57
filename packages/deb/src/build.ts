// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { copyFile, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { BuildCache, hashInputs } from './build-cache.ts';
import { BUILD_ENVIRONMENT, buildCommand, buildPackage } from './build-package.ts';
import {
  findCheckout,
  listForgottenFiles,
  readSourceFiles,
  readWorkspaceVersion,
  textOf,
  type SourceFile,
} from './checkout.ts';
import type { BuildCommand } from './command-line.ts';
import { ToolError } from './error.ts';
import { mapSettled } from './parallel.ts';
import { formatSize, startClock, type Report } from './report.ts';
import { run } from './run.ts';
import { checkSourcePackage, type SourcePackage } from './source-package.ts';

/** The packages of the programs that decide what comes out of a build. */
const TOOL_PACKAGES = ['debhelper', 'dh-dkms', 'dpkg-dev'];

/** What the builds of all architectures share. */
interface Plan {
  readonly source: SourcePackage;
  readonly files: readonly SourceFile[];
  readonly toolVersions: string;
  /** For trees and the cache. */
  readonly directory: string;
}

interface Products {
  readonly files: readonly string[];
  readonly cached: boolean;
}

export async function build(command: BuildCommand, report: Report): Promise<void> {
  const clock = startClock();
  const root = await findCheckout();
  const plan = await makePlan(root, command);
  for (const path of await listForgottenFiles(root)) {
    report(`${path} is left out: it is not in git`);
  }
  const { name, version, architectures } = plan.source;
  report(`${name} ${version}: ${plan.files.length} files, for ${architectures.join(', ')}`);
  await mkdir(command.out, { recursive: true });
  const results = await mapSettled(architectures, availableParallelism(), (architecture) =>
    buildInto(command.out, plan, architecture, report),
  );
  const failures = results.flatMap((result, index) =>
    result.status === 'rejected' ? `${architectures[index] ?? ''}: ${reasonOf(result)}` : [],
  );
  if (failures.length > 0) {
    throw new ToolError(failures.join('\n'));
  }
  report(`${architectures.length} architectures in ${command.out}, ${clock()}`);
}

async function makePlan(root: string, { architectures }: BuildCommand): Promise<Plan> {
  const [version, files, toolVersions] = await Promise.all([
    readWorkspaceVersion(root),
    readSourceFiles(root),
    run('dpkg-query', ['--show', ...TOOL_PACKAGES]),
  ]);
  const texts = {
    control: textOf(files, 'debian/control'),
    changelog: textOf(files, 'debian/changelog'),
    dkmsConf: textOf(files, 'dkms/dkms.conf'),
  };
  const source = checkSourcePackage(texts, { version, architectures });
  return { source, files, toolVersions, directory: join(root, 'build/deb') };
}

async function buildInto(out: string, plan: Plan, architecture: string, report: Report): Promise<void> {
  const clock = startClock();
  const { files, cached } = await provide(plan, architecture);
  await Promise.all(files.map((file) => copyFile(file, join(out, basename(file)))));
  for (const file of files.filter((name) => name.endsWith('.deb'))) {
    const { size } = await stat(file);
    report(`${architecture}: ${cached ? 'unchanged' : 'built'}, ${clock()}: ${basename(file)}, ${formatSize(size)}`);
  }
}

async function provide({ source, files, toolVersions, directory }: Plan, architecture: string): Promise<Products> {
  const cache = new BuildCache(join(directory, 'cache'));
  const recipe = [...buildCommand(architecture), JSON.stringify(BUILD_ENVIRONMENT), toolVersions];
  const key = hashInputs({ files, recipe });
  const kept = await cache.find(key);
  if (kept !== undefined) {
    return { files: kept, cached: true };
  }
  // A tree whose build fails stays, for whoever looks into the failure.
  await mkdir(directory, { recursive: true });
  const work = await mkdtemp(join(directory, `${architecture}-`));
  const names = await buildPackage(work, `${source.name}-${source.upstreamVersion}`, files, architecture);
  const stored = await cache.store(key, work, names);
  await rm(work, { recursive: true });
  return { files: stored, cached: false };
}

function reasonOf({ reason }: PromiseRejectedResult): string {
  return reason instanceof Error ? reason.message : String(reason);
}
