// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parse } from 'debian-control';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, ToolError, UsageError } from './error.ts';
import { run } from './run.ts';

/** The kernel that modules are built for. */
export interface Kernel {
  /** What it calls itself. */
  readonly release: string;
  readonly headers: string;
  /** Its package; one that was not installed from a package has none. */
  readonly package: KernelPackage | undefined;
}

export interface KernelPackage {
  readonly name: string;
  readonly version: string | undefined;
  /** Whether the name has the release in it, so that there is a package for each release. */
  readonly isOfRelease: boolean;
}

const NAME = /^(?<name>[a-z0-9][a-z0-9+.-]+)(?:=(?<version>\S+))?$/;

/** The kernel that a package's name, its file or a directory stands for; the headers say which release it has. */
export async function describeKernel(kernel: string, headers: string | undefined): Promise<Kernel> {
  const isDirectory = statSync(kernel, { throwIfNoEntry: false })?.isDirectory() ?? false;
  const place = headers ?? (isDirectory ? headersOf(kernel) : undefined);
  if (place === undefined) {
    throw new UsageError('--headers is missing');
  }
  const release = await readRelease(place);
  if (isDirectory) {
    checkReleases(kernel, await releasesBelow(kernel), release, place);
    return { release, headers: place, package: undefined };
  }
  const found = kernel.endsWith('.deb') ? await inspectFile(kernel, release, place) : readName(kernel, release, place);
  const version = found.version ?? (await readPackageVersion(place));
  const isOfRelease = found.name.includes(release);
  return {
    release,
    headers: place,
    package: { name: found.name, version: isOfRelease ? version : found.version, isOfRelease },
  };
}

/** As a kernel that is installed has them, or one that was built there. */
function headersOf(directory: string): string {
  return existsSync(join(directory, 'build')) ? join(directory, 'build') : directory;
}

async function readRelease(headers: string): Promise<string> {
  const file = join(headers, 'include/generated/utsrelease.h');
  const release = /UTS_RELEASE "(.+)"/.exec(await readHeader(file))?.[1];
  if (release === undefined) {
    throw new ToolError(`${file}: UTS_RELEASE: is missing`);
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

/** Debian's headers name the version of their package. */
async function readPackageVersion(headers: string): Promise<string | undefined> {
  const file = join(headers, 'include/generated/package.h');
  return existsSync(file) ? / Debian (\S+)"/.exec(await readHeader(file))?.[1] : undefined;
}

function readName(kernel: string, release: string, headers: string): { name: string; version: string | undefined } {
  const { name, version } = NAME.exec(kernel)?.groups ?? {};
  if (name === undefined || name.startsWith('linux-headers-')) {
    throw new ToolError(`${kernel} is no kernel: neither the name of its package, nor a .deb file, nor a directory`);
  }
  const named = /^linux-image-(\d+\..*?)(?:-unsigned)?$/.exec(name)?.[1];
  checkReleases(kernel, named === undefined ? [] : [named], release, headers);
  return { name, version };
}

async function inspectFile(file: string, release: string, headers: string): Promise<{ name: string; version: string }> {
  const { Package: name, Version: version } = parse(await run('dpkg-deb', ['--field', file]));
  if (typeof name !== 'string' || typeof version !== 'string') {
    throw new ToolError(`${file}: Package or Version: is missing in its control file`);
  }
  const contents = await run('dpkg-deb', ['--contents', file]);
  const releases = [...contents.matchAll(/ \.\/(?:usr\/)?lib\/modules\/([^/\n]+)\//g)].flatMap(
    ([, found]) => found ?? [],
  );
  if (releases.length === 0) {
    throw new ToolError(`${file} has no kernel: nothing in /lib/modules`);
  }
  checkReleases(file, releases, release, headers);
  return { name, version };
}

async function releasesBelow(directory: string): Promise<string[]> {
  const place = ['lib/modules', 'usr/lib/modules']
    .map((name) => join(directory, name))
    .find((name) => existsSync(name));
  return place === undefined ? [] : readdir(place);
}

/** Where releases are known, that of the headers is among them. */
function checkReleases(kernel: string, releases: readonly string[], release: string, headers: string): void {
  if (releases.length > 0 && !releases.includes(release)) {
    const known = [...new Set(releases)].join(', ');
    throw new ToolError(`the headers in ${headers} are those of ${release}, and ${kernel} has ${known}`);
  }
}
