// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { chmodSync, chownSync, existsSync, statSync } from 'node:fs';

import { errnoName } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';

import { CommandError } from '../error.ts';
import { findOwner } from '../owner.ts';
import type { Access, Declaration } from './declaration.ts';
import { configurationError } from './problem.ts';
import type { NodeAccess, Surroundings } from './plan.ts';

const PERMISSION_BITS = 0o777;

/** What the running system says. */
export const theseSurroundings: Surroundings = {
  access: readAccess,
  user: (name) => findOwner('passwd', name),
  group: (name) => findOwner('group', name),
};

/** Undefined where there is no node. */
export function readAccess({ node }: BufferInfo): NodeAccess | undefined {
  const status = statSync(node, { throwIfNoEntry: false });
  return status && { uid: status.uid, gid: status.gid, mode: status.mode & PERMISSION_BITS };
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

/** Gives a node to whom the configuration says. Throws a {@link CommandError}. */
export function setAccess(node: string, { owner, group, mode }: Access): void {
  const KEEP = -1;
  try {
    if (owner !== undefined || group !== undefined) {
      const uid = owner === undefined ? KEEP : (findOwner('passwd', owner) ?? KEEP);
      const gid = group === undefined ? KEEP : (findOwner('group', group) ?? KEEP);
      chownSync(node, uid, gid);
    }
    if (mode !== undefined) {
      chmodSync(node, mode);
    }
  } catch (error) {
    throw new CommandError(`cannot change who may use ${node}: ${errnoName(error)}`);
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
