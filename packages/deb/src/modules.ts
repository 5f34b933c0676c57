// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { hashInputs } from './build-cache.ts';
import type { SourceFile } from './source-file.ts';
import type { ModulesCommand } from './command-line.ts';
import { buildCommand, buildPackages } from './dpkg.ts';
import { isSystemError, ToolError } from './error.ts';
import { modulesTree } from './modules-tree.ts';
import { loadProject, type Project } from './project.ts';
import { startClock, type Report } from './report.ts';
import { writeTree } from './source-tree.ts';
import { runJob, type Unit } from './unit.ts';

/** What a release of a kernel is called that its package is not. */
const IMAGE = /^linux-image-(?<release>.+?)(?:-unsigned)?$/;

/** The package of ready-built modules for one kernel. */
export async function modules(command: ModulesCommand, report: Report): Promise<void> {
  const clock = startClock();
  const release = await checkHeaders(command);
  const project = await loadProject({ ...command, architectures: [command.architecture] }, report);
  const { name, version, upstreamVersion } = project.source;
  const packageName = `${name}-modules-${release}`;
  const unit = await modulesUnit(project, command, release, packageName);
  const family = { names: [packageName], version, upstreamVersion };
  await runJob({ ...command, units: [unit], family, directory: project.directory }, report);
  if (!command.dryRun) {
    report(`${packageName} ${version} in ${command.out}, ${clock()}`);
  }
}

/** The release of the kernel, which is that of the headers too. */
async function checkHeaders({ kernel, headers }: ModulesCommand): Promise<string> {
  const release = IMAGE.exec(kernel)?.groups?.['release'];
  if (release === undefined) {
    throw new ToolError(`${kernel} is not the name of a kernel's package: linux-image-RELEASE`);
  }
  const file = join(headers, 'include/generated/utsrelease.h');
  const text = await readHeader(file);
  const found = /UTS_RELEASE "(.*)"/.exec(text)?.[1];
  if (found !== release) {
    throw new ToolError(`${file}: UTS_RELEASE: is ${found ?? 'missing'}, not ${release}`);
  }
  return release;
}

async function readHeader(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw isSystemError(error) ? new ToolError(`--headers: ${error.message}`) : error;
  }
}

async function modulesUnit(project: Project, command: ModulesCommand, release: string, name: string): Promise<Unit> {
  const { source, tools } = project;
  const { architecture, kernel } = command;
  const files = modulesTree(project.files, {
    RELEASE: release,
    KERNEL: kernel,
    ARCHITECTURE: architecture,
    UPSTREAM_VERSION: source.upstreamVersion,
  });
  const stem = `${name}_${source.version.replace(/^\d+:/, '')}_${architecture}`;
  // These two would else be called as those of the source package's own packages.
  const names = [`--buildinfo-file=../${stem}.buildinfo`, `--changes-file=../${stem}.changes`];
  const recipe = [...buildCommand(architecture), ...names, tools, command.make];
  const outside = await Promise.all(kernelFiles(command).map(readOutside));
  return {
    name: architecture,
    key: hashInputs({ files: [...files, ...outside], recipe }),
    async build(directory) {
      const tree = `${source.name}-${source.upstreamVersion}`;
      await writeTree(join(directory, tree), files, source.date);
      return buildPackages(directory, tree, [...buildCommand(architecture), ...names], environmentOf(command));
    },
  };
}

/** What decides, beside the sources, what the modules are. */
function kernelFiles({ headers, signing }: ModulesCommand): string[] {
  const ofKernel = ['.config', 'Module.symvers', 'include/generated/utsrelease.h'].map((file) => join(headers, file));
  return signing === undefined ? ofKernel : [...ofKernel, signing.certificate];
}

async function readOutside(path: string): Promise<SourceFile> {
  return { path, kind: 'file', content: await readFile(path) };
}

function environmentOf({ headers, make, signing }: ModulesCommand): Record<string, string> {
  const signed = signing && { SIGN_KEY: keyPath(signing.key), SIGN_CERTIFICATE: resolve(signing.certificate) };
  return { KERNEL_SRC: resolve(headers), KERNEL_MAKE: make, SIGN_KEY: '', SIGN_CERTIFICATE: '', ...signed };
}

/** A key on a token is named by a URI. */
function keyPath(key: string): string {
  return key.startsWith('pkcs11:') ? key : resolve(key);
}
