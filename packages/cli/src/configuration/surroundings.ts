// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { chmodSync, chownSync, existsSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import { join } from 'node:path';

import { BufferError } from '@u-dma-buf-mgr/client';
import { errnoName } from '@u-dma-buf-mgr/client/command';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { CLASS_DIRECTORY } from '@u-dma-buf-mgr/protocol';

import { CommandError } from '../error.ts';
import { changeNode, readNode } from '../files/node-file.ts';
import { findOwner } from '../files/owner.ts';
import type { Access, Declaration } from './declaration.ts';
import type { NodeAccess, Surroundings } from './plan.ts';
import { configurationError } from './problem.ts';

const PERMISSION_BITS = 0o777;

/** What the running system says. */
export const theseSurroundings: Surroundings = {
  access: presentAccess,
  user: (name) => findOwner('passwd', name),
  group: (name) => findOwner('group', name),
};

/** Undefined where there is no node. Throws a {@link BufferError} where its name leads to something else. */
export function readAccess(buffer: BufferInfo): NodeAccess | undefined {
  const status = readNode(buffer);
  return status && { uid: status.uid, gid: status.gid, mode: status.mode & PERMISSION_BITS };
}

function presentAccess(buffer: BufferInfo): ReturnType<Surroundings['access']> {
  try {
    return readAccess(buffer);
  } catch (error) {
    if (error instanceof BufferError) {
      return 'foreign';
    }
    throw error;
  }
}

/** What a configuration would say of it. */
export function accessOf({ uid, gid, mode }: NodeAccess): Access {
  return { owner: String(uid), group: String(gid), mode };
}

/** Throws one error of all owners and groups that this system does not have. */
export function checkOwners(declarations: readonly Declaration[]): void {
  const error = configurationError(
    declarations.flatMap(({ access: { owner, group }, place }) => [
      ...(owner !== undefined && findOwner('passwd', owner) === undefined
        ? [{ place, message: `there is no user ${JSON.stringify(owner)}` }]
        : []),
      ...(group !== undefined && findOwner('group', group) === undefined
        ? [{ place, message: `there is no group ${JSON.stringify(group)}` }]
        : []),
    ]),
  );
  if (error !== undefined) {
    throw error;
  }
}

/**
 * Gives a node to whom the configuration says, and with it the attributes. Throws a {@link CommandError} or a
 * {@link BufferError}.
 */
export function setAccess(buffer: BufferInfo, { owner, group, mode }: Access): void {
  const uid = owner === undefined ? undefined : findOwner('passwd', owner);
  const gid = group === undefined ? undefined : findOwner('group', group);
  try {
    changeNode(buffer, { uid, gid, mode });
    const status = readNode(buffer);
    if (status !== undefined) {
      shareAttributes(buffer.name, status);
    }
  } catch (error) {
    throw error instanceof BufferError
      ? error
      : new CommandError(`cannot change who may use ${buffer.node}: ${errnoName(error)}`);
  }
}

const SHARED = ['sync_mode', 'sync_offset', 'sync_size', 'sync_direction', 'sync_for_cpu', 'sync_for_device'];
const EVERYBODY_READS = 0o444;
const WRITE_BITS = 0o222;

/** Whoever may write the node may write these too, and nobody else: as the package's udev rule has it. */
function shareAttributes(name: string, node: Stats): void {
  const mode = EVERYBODY_READS | (node.mode & WRITE_BITS);
  for (const attribute of SHARED) {
    const path = join(CLASS_DIRECTORY, name, attribute);
    const now = statSync(path, { throwIfNoEntry: false });
    if (now === undefined || (now.uid === node.uid && now.gid === node.gid && (now.mode & PERMISSION_BITS) === mode)) {
      continue;
    }
    // In between, nobody may write who must not.
    chmodSync(path, EVERYBODY_READS);
    chownSync(path, node.uid, node.gid);
    chmodSync(path, mode);
  }
}

const UDEV = '/run/udev/control';
const PATIENCE_MS = 5000;
const STEP_MS = 5;

/**
 * Waits until udev has done with a device that is new: it would give the node to whom its rules say. Where there is no
 * udev, or it takes too long, this just ends.
 */
export async function waitForUdev(major: number, minor: number): Promise<void> {
  const done = `/run/udev/data/c${major}:${minor}`;
  for (let waited = 0; existsSync(UDEV) && !existsSync(done) && waited < PATIENCE_MS; waited += STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
}
