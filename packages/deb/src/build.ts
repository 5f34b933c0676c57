// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { ArchitectureBuilder } from './architecture-builder.ts';
import { binaryUnits } from './binary-units.ts';
import { hashInputs } from './build-cache.ts';
import type { BuildCommand } from './command-line.ts';
import { nativeArchitecture } from './dpkg.ts';
import { CHANGES_COMMAND, ORIG_COMMAND, writeSourcePackage } from './orig.ts';
import { loadProject, type Project } from './project.ts';
import { startClock, type Report } from './report.ts';
import { checkKeys, isSigned, signProducts } from './sign-products.ts';
import { runJob, type Unit } from './unit.ts';

/** The source package, and the binary packages of some architectures. */
export async function build(command: BuildCommand, report: Report): Promise<void> {
  const { out, dryRun, removeOlder, sourceOnly, signing } = command;
  const clock = startClock();
  const project = await loadProject(command, report);
  const { names, version, upstreamVersion } = project.source;
  const builder = new ArchitectureBuilder(project);
  const binaries = sourceOnly ? [] : binaryUnits(project, await nativeArchitecture(), builder);
  if (signing !== undefined) {
    await checkKeys(signing);
  }
  const provided = await runJob(
    {
      units: [sourceUnit(project), ...binaries],
      family: { names, versions: [version, upstreamVersion] },
      out,
      dryRun,
      removeOlder,
      directory: project.directory,
    },
    report,
  ).finally(() => builder.close());
  if (dryRun) {
    return;
  }
  if (signing !== undefined) {
    await signProducts(out, provided.filter(isSigned).sort(), signing, report);
  }
  report(`${project.source.name} ${version} in ${out}, ${clock()}`);
}

function sourceUnit({ source, files, tools }: Project): Unit {
  return {
    name: 'source',
    key: hashInputs({ files, recipe: [...ORIG_COMMAND, ...CHANGES_COMMAND, tools] }),
    build: (directory) => writeSourcePackage(directory, source, files),
  };
}
