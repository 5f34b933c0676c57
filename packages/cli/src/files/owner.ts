// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type * as childProcess from 'node:child_process';
import { readFileSync } from 'node:fs';

import { errnoName } from '@u-dma-buf-mgr/client/command';

type Database = 'passwd' | 'group';

/** The permission bits of a file's mode, as chmod takes them. */
export function formatMode(mode: number): string {
  return `0${(mode & 0o7777).toString(8).padStart(3, '0')}`;
}

/** The name of a user or group, or its number where it has none. */
export function formatOwner(database: Database, id: number): string {
  return entries(database).find(([, number]) => number === id)?.[0] ?? String(id);
}

/** The number of a user or group, given by name or number; undefined where there is none of this name. */
export function findOwner(database: Database, name: string): number | undefined {
  if (/^[0-9]+$/.test(name)) {
    return Number(name);
  }
  return entries(database).find(([known]) => known === name)?.[1] ?? askNameService(database, name);
}

const known = new Map<Database, [name: string, id: number][]>();

/** Those in the local file, which has all that a board's buffers are for on nearly every machine. */
function entries(database: Database): [name: string, id: number][] {
  const read = known.get(database) ?? parseEntries(readDatabase(database));
  known.set(database, read);
  return read;
}

/** A small system has none, and no names. */
function readDatabase(database: Database): string {
  try {
    return readFileSync(`/etc/${database}`, 'utf8');
  } catch (error) {
    if (errnoName(error) === 'ENOENT') {
      return '';
    }
    throw error;
  }
}

function parseEntries(text: string): [name: string, id: number][] {
  return text.split('\n').flatMap((line): [string, number][] => {
    const [name, , id] = line.split(':');
    return name === undefined || id === undefined ? [] : [[name, Number(id)]];
  });
}

function askNameService(database: Database, name: string): number | undefined {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- rarely needed, and slow to load
  const { execFileSync } = require('node:child_process') as typeof childProcess;
  try {
    const output = execFileSync('getent', [database, '--', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return parseEntries(output)[0]?.[1];
  } catch {
    return undefined;
  }
}
