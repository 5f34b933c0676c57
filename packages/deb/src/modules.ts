// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hashInputs } from './build-cache.ts';
import type { ModulesCommand } from './command-line.ts';
import { hashHeaders, identifyCompiler } from './compiler.ts';
import { buildCommand, buildPackages } from './dpkg.ts';
import { withoutEpoch } from './epoch.ts';
import { describeKernel, type Kernel } from './kernel.ts';
import { namePackages, type ModulesPackage } from './modules-package.ts';
import { modulesTree } from './modules-tree.ts';
import { loadProject, type Project } from './project.ts';
import { startClock, type Report } from './report.ts';
import type { SourceFile } from './source-file.ts';
import { writeTree } from './source-tree.ts';
import { runJob, type Unit } from './unit.ts';

/** The packages of ready-built modules for one kernel. */
export async function modules(command: ModulesCommand, report: Report): Promise<void> {
  const clock = startClock();
  const kernel = await describeKernel(command.kernel, command.headers);
  const project = await loadProject({ ...command, architectures: [command.architecture] }, report);
  const { name, version, upstreamVersion } = project.source;
  const modulesPackage = namePackages(name, version, kernel);
  const { meta } = modulesPackage;
  if (kernel.package?.version === undefined && kernel.package?.isOfRelease === false) {
    report(
      `${kernel.package.name} may bring another kernel in an upgrade: ${kernel.package.name}=VERSION keeps it to this one`,
    );
  }
  const unit = await modulesUnit(project, command, kernel, modulesPackage);
  const family = {
    names: [modulesPackage.name, ...(meta === undefined ? [] : [meta.name])],
    versions: [modulesPackage.version, upstreamVersion, ...(meta === undefined ? [] : [meta.version])],
  };
  await runJob({ ...command, units: [unit], family, directory: project.directory }, report);
  if (!command.dryRun) {
    report(`${modulesPackage.name} ${modulesPackage.version} in ${command.out}, ${clock()}`);
  }
}

async function modulesUnit(
  project: Project,
  command: ModulesCommand,
  kernel: Kernel,
  { name, version, dependency, meta }: ModulesPackage,
): Promise<Unit> {
  const { source, tools } = project;
  const { architecture, make, signing } = command;
  const files = modulesTree(project.files, {
    RELEASE: kernel.release,
    KERNEL: dependency,
    ARCHITECTURE: architecture,
    UPSTREAM_VERSION: source.upstreamVersion,
    PACKAGE: name,
    VERSION: version,
    META_PACKAGE: meta?.name ?? '',
    META_VERSION: meta?.version ?? '',
    META_BREAKS: meta?.breaks ?? '',
  });
  const stem = `${name}_${withoutEpoch(version)}_${architecture}`;
  // These two would else be called as those of the source package's own packages.
  const names = [`--buildinfo-file=../${stem}.buildinfo`, `--changes-file=../${stem}.changes`];
  const [compiler, headers] = await Promise.all([
    identifyCompiler(make, kernel.headers, architecture),
    hashHeaders(kernel.headers),
  ]);
  const recipe = [...buildCommand('any', architecture), ...names, tools, make, compiler, headers];
  const certificate = signing === undefined ? [] : [await readOutside(signing.certificate)];
  return {
    name: architecture,
    key: hashInputs({ files: [...files, ...certificate], recipe }),
    async build(directory) {
      const tree = `${source.name}-${source.upstreamVersion}`;
      writeTree(join(directory, tree), files, source.date);
      const environment = environmentOf(command, kernel.headers);
      return buildPackages(directory, tree, [...buildCommand('any', architecture), ...names], environment);
    },
  };
}

async function readOutside(path: string): Promise<SourceFile> {
  return { path, kind: 'file', content: await readFile(path) };
}

function environmentOf({ make, signing }: ModulesCommand, headers: string): Record<string, string> {
  const signed = signing && { SIGN_KEY: keyPath(signing.key), SIGN_CERTIFICATE: resolve(signing.certificate) };
  return { KERNEL_SRC: resolve(headers), KERNEL_MAKE: make, SIGN_KEY: '', SIGN_CERTIFICATE: '', ...signed };
}

/** A key on a token is named by a URI. */
function keyPath(key: string): string {
  return key.startsWith('pkcs11:') ? key : resolve(key);
}
