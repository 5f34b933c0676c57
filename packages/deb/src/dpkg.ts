// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolError } from './error.ts';
import { run } from './run.ts';

const PRODUCT = /\.(?:deb|changes|buildinfo|dsc|tar\.xz)$/;
const LOG_TAIL_LINES = 30;

/** The packages of the programs that decide what comes out of a build. */
const TOOL_PACKAGES = ['debhelper', 'dh-dkms', 'dpkg-dev', 'xz-utils'];

/** There is nothing here that a cross build could test. */
export const BUILD_ENVIRONMENT = { DEB_BUILD_OPTIONS: 'nocheck', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

/** What is in the hash of a build beside its sources. */
export async function toolVersions(): Promise<string> {
  const format = '${Package} ${Version} ${db:Status-Status}\n';
  const known = await run('dpkg-query', ['--show', `--showformat=${format}`, ...TOOL_PACKAGES]);
  return known + JSON.stringify(BUILD_ENVIRONMENT);
}

/** A program and its words. */
export type Command = readonly [string, ...string[]];

/** The call of dpkg-buildpackage that builds the packages of an architecture, those that are for all, or both. */
export function buildCommand(what: 'any' | 'all' | 'binary', architecture?: string): Command {
  const host = architecture === undefined ? [] : ['--host-arch', architecture];
  return ['dpkg-buildpackage', `--build=${what}`, ...host, '--unsigned-source', '--unsigned-changes'];
}

/** The architecture of this machine's packages. */
export async function nativeArchitecture(): Promise<string> {
  return (await run('dpkg', ['--print-architecture'])).trim();
}

/** The names of the products in the directory above the tree that was built. */
export async function listProducts(directory: string): Promise<string[]> {
  return (await readdir(directory)).filter((name) => PRODUCT.test(name));
}

export interface LoggedRun {
  readonly cwd: string;
  readonly log: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a program whose output matters only when it fails: then the error has the end of it. */
export async function runLogged(
  [program, ...words]: Command,
  { cwd, log, environment = {} }: LoggedRun,
): Promise<void> {
  const handle = await open(log, 'a');
  try {
    await run(program, words, { cwd, environment: { ...BUILD_ENVIRONMENT, ...environment }, log: handle.fd });
  } catch (error) {
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-LOG_TAIL_LINES);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError([reason, `The end of ${log}:`, ...lines.map((line) => `  ${line}`)].join('\n'));
  } finally {
    await handle.close();
  }
}

/** dpkg-buildpackage in a tree; gives the names of the products, beside it. */
export async function buildPackages(
  directory: string,
  tree: string,
  command: Command,
  environment: Readonly<Record<string, string>> = {},
): Promise<string[]> {
  await runLogged(command, { cwd: join(directory, tree), log: join(directory, 'build.log'), environment });
  return listProducts(directory);
}
