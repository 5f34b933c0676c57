// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { errnoName } from '@u-dma-buf-mgr/client/command';

import { CommandError } from '../error.ts';
import { formatMode } from '../files/owner.ts';
import type { Access, Declaration } from './declaration.ts';
import type { Surroundings } from './plan.ts';

/** The package's udev rule reads the file of a buffer's name there. */
const DIRECTORY = '/run/u-dma-buf-access';

/**
 * Tells udev what the configuration says of the nodes, before there are any: it has a node as its rules say after every
 * event. Records of other buffers stay while those are there (`present`). Throws a {@link CommandError}.
 */
export function recordAccess(
  declarations: readonly Declaration[],
  present: ReadonlySet<string>,
  surroundings: Surroundings,
): void {
  if (!existsSync('/run/udev')) {
    return;
  }
  const records = new Map(
    declarations.map(({ command, access }) => [command.name as string, formatRecord(access, surroundings)]),
  );
  const old = existsSync(DIRECTORY) ? readdirSync(DIRECTORY) : [];
  try {
    for (const name of old) {
      if (records.get(name) === '' || (!records.has(name) && !present.has(name))) {
        rmSync(join(DIRECTORY, name));
      }
    }
    for (const [name, text] of records) {
      if (text !== '') {
        writeRecord(name, text);
      }
    }
  } catch (error) {
    throw new CommandError(`cannot write down in ${DIRECTORY} who may use the buffers: ${errnoName(error)}`);
  }
}

/** By numbers: udev may not have the service that knows the names. */
export function formatRecord({ owner, group, mode }: Access, surroundings: Surroundings): string {
  const fields: [key: string, value: number | string | undefined][] = [
    ['OWNER', owner === undefined ? undefined : surroundings.user(owner)],
    ['GROUP', group === undefined ? undefined : surroundings.group(group)],
    ['MODE', mode === undefined ? undefined : formatMode(mode)],
  ];
  return fields
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `U_DMA_BUF_${key}=${value}\n`)
    .join('');
}

/** Whole or not at all. No buffer has a name with ~ in it. */
function writeRecord(name: string, text: string): void {
  const path = join(DIRECTORY, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) {
    return;
  }
  mkdirSync(DIRECTORY, { recursive: true, mode: 0o755 });
  writeFileSync(`${path}~`, text, { mode: 0o644 });
  renameSync(`${path}~`, path);
}
