// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A sync by the attributes of a buffer, for calls that block and for those that leave the event loop free.

import { constants } from 'node:fs';
import { join } from 'node:path';

import { wait } from '../control/steps.ts';
import type { MaybePromise, Steps } from '../control/steps.ts';
import type { Machine } from '../machine/machine.ts';
import { packSync, SYNC_DIRECTIONS } from './pack-sync.ts';
import type { SyncDirection } from './pack-sync.ts';
import type { ResolvedRange } from './range.ts';

export type SyncOwner = 'cpu' | 'device';

/** A range of a buffer, and who is to have it. */
export interface HandOver extends ResolvedRange {
  readonly owner: SyncOwner;
  readonly direction: SyncDirection;
}

export type WriteAttribute = (path: string, text: string) => MaybePromise<void>;

/** Only a range that no value of `sync_for_…` can say takes the stored arguments, which are as before afterwards. */
export function* handOver(
  { name, size }: { readonly name: string; readonly size: number },
  change: HandOver,
  machine: Machine,
  write: WriteAttribute,
): Steps<void> {
  const path = (attribute: string): string => join(machine.classDirectory, name, attribute);
  const go = path(`sync_for_${change.owner}`);
  const packed = packSync(change, size, change.direction);
  if (packed !== undefined) {
    return yield* wait(write(go, packed.toString()));
  }
  const stored = Object.entries(storedArguments(change)).map(([attribute, value]) => ({
    path: path(attribute),
    value,
    before: machine.system.readText(path(attribute)).trim(),
  }));
  try {
    for (const { path: attribute, value } of stored) {
      yield* wait(write(attribute, value));
    }
    yield* wait(write(go, '1'));
  } finally {
    for (const { path: attribute, before } of stored) {
      yield* wait(write(attribute, before));
    }
  }
}

function storedArguments({ offset, size, direction }: HandOver): Readonly<Record<string, string>> {
  return {
    sync_offset: offset.toString(),
    sync_size: size.toString(),
    sync_direction: String(SYNC_DIRECTIONS.indexOf(direction)),
  };
}

/** Blocks. */
export function writeAttributeSync({ system }: Machine): WriteAttribute {
  return (path, text) => {
    const file = system.openSync(path, constants.O_WRONLY);
    try {
      file.write(Buffer.from(text));
    } finally {
      file.close();
    }
  };
}

/** Leaves the event loop free: for a large range the kernel needs a while. */
export function writeAttribute({ system }: Machine): WriteAttribute {
  return async (path, text) => {
    const file = await system.open(path, constants.O_WRONLY);
    try {
      await file.write(Buffer.from(text), null);
    } finally {
      await file.close();
    }
  };
}
