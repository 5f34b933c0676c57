// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import type { Stats } from 'node:fs';

import { errnoName } from '@u-dma-buf-mgr/client/command';

import { CommandError } from '../error.ts';
import { STDOUT } from '../output/terminal.ts';
import { uninterrupted } from '../signals.ts';
import type { Interruption } from '../signals.ts';

/** Of new files. What is in memory may be secret; what describes buffers is for everybody, as the umask has it. */
const modes = { contents: 0o600, description: 0o666 };

/** Nobody else reads a file that is not finished. */
const UNFINISHED_MODE = 0o600;
const PERMISSION_BITS = 0o7777;

/** Writes to an open file, and checks the interruption between pieces; without one, signals end the program as they come. */
type Write = (descriptor: number, interruption?: Interruption) => void | Promise<void>;

/**
 * Has `write` write the file that the user named, `-` for standard output. Tells whether it was standard output, where
 * nothing else must be said. A regular file is the old one or the whole new one, whatever ends us, and keeps its owner
 * and mode. Anything else, such as a device or a FIFO, is written into as it comes. Throws a {@link CommandError}.
 */
export async function writeOutput(path: string, what: keyof typeof modes, write: Write): Promise<boolean> {
  if (isStandardOutput(path)) {
    await write(STDOUT);
    return true;
  }
  const existing = openExisting(path);
  if (existing === undefined) {
    await replaceFile({ path, target: path, mode: modes[what] }, write);
    return false;
  }
  try {
    const old = fstatSync(existing);
    if (old.isFile()) {
      // Not looked up a second time: that the kernel followed a link says that we may.
      const target = readlinkSync(`/proc/self/fd/${existing}`);
      await replaceFile({ path, target, mode: old.mode & PERMISSION_BITS, old }, write);
    } else {
      await write(existing);
    }
  } finally {
    closeSync(existing);
  }
  return false;
}

/**
 * Whether the user named standard output. `/dev/stdout` leads to a file that the shell has opened: one in its place would
 * not be that.
 */
export function isStandardOutput(path: string): boolean {
  if (path === '-') {
    return true;
  }
  const status = explained(path, () => statSync(path, { throwIfNoEntry: false }));
  const { dev, ino } = fstatSync(STDOUT);
  return status?.dev === dev && status.ino === ino;
}

function openExisting(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NOCTTY);
  } catch (error) {
    if (errnoName(error) !== 'ENOENT') {
      throw failure(path, error);
    }
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
      throw new CommandError(`cannot write ${path}: it is a link to a file that does not exist`);
    }
    return undefined;
  }
}

interface Replacement {
  /** What the user calls it. */
  readonly path: string;
  /** Where the file itself is. */
  readonly target: string;
  readonly mode: number;
  /** The file that is replaced. */
  readonly old?: Stats;
}

function replaceFile({ path, target, mode, old }: Replacement, write: Write): Promise<void> {
  const unfinished = `${target}.${process.pid}~`;
  return uninterrupted(async (interruption) => {
    const created = explained(path, () => openSync(unfinished, 'wx', old === undefined ? mode : UNFINISHED_MODE));
    try {
      try {
        if (old !== undefined) {
          explained(`a file of the owner of ${path}`, () => giveAccess(created, old, mode));
        }
        await write(created, interruption);
      } finally {
        closeSync(created);
      }
      explained(path, () => renameSync(unfinished, target));
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
  });
}

function giveAccess(descriptor: number, { uid, gid }: Stats, mode: number): void {
  const own = fstatSync(descriptor);
  if (uid !== own.uid || gid !== own.gid) {
    fchownSync(descriptor, uid, gid);
  }
  fchmodSync(descriptor, mode);
}

function explained<T>(what: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw failure(what, error);
  }
}

function failure(what: string, error: unknown): CommandError {
  return new CommandError(`cannot write ${what}: ${errnoName(error)}`);
}
