// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { watchFailed } from './watch-failed.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/options.ts';
import type { WaitOptions } from '../machine/options.ts';
import { EventQueue } from './event-queue.ts';
import { readBuffer, readInode } from './info.ts';
import type { BufferInfo } from './info.ts';
import { listBuffersSync } from './list.ts';

export interface BufferEvent {
  /** `present`: it was there when the watch began. */
  readonly type: 'present' | 'added' | 'removed';
  readonly buffer: BufferInfo;
}

/** A driver makes the node before its directory in sysfs is whole. */
const ATTEMPTS = 10;
const PAUSE_MS = 10;

export interface WatchOptions extends WaitOptions {
  /** Whether the watch keeps the program running, which is the default. */
  readonly persistent?: boolean | undefined;
}

/**
 * Tells first which buffers there are, then of each that comes or goes, for as long as somebody iterates. When the signal
 * is aborted, the iteration throws its reason. `return()` ends a `next()` that waits.
 */
export function watchBuffers(options: WatchOptions = {}): AsyncGenerator<BufferEvent, undefined> {
  const machine = machineOf(options);
  const changes = new EventQueue<Change>(options.signal);
  const events = tell(machine, changes, options);
  return endingAtOnce(events, () => changes.end());
}

/** The name of a node that may have changed; undefined: any may have. */
type Change = string | undefined;

/** A generator ends when its `next()` does, and that may wait for ever: `end` has it do so. */
function endingAtOnce<T>(events: AsyncGenerator<T, undefined>, end: () => void): AsyncGenerator<T, undefined> {
  const finish = async (): Promise<IteratorResult<T, undefined>> => {
    end();
    return events.return(undefined);
  };
  const watch: AsyncGenerator<T, undefined> = {
    next: () => events.next(),
    return: finish,
    throw: async (error) => {
      end();
      return events.throw(error);
    },
    [Symbol.asyncIterator]: () => watch,
    [Symbol.asyncDispose]: async () => {
      await finish();
    },
  };
  return watch;
}

async function* tell(
  machine: Machine,
  changes: EventQueue<Change>,
  { signal, persistent = true }: WatchOptions,
): AsyncGenerator<BufferEvent, undefined> {
  signal?.throwIfAborted();
  // Nodes come and go with their buffers. sysfs itself cannot be watched.
  const stop = watchNodes(machine, changes, persistent);
  try {
    const known = new Map<string, Seen>();
    for (const buffer of listBuffersSync({ machine })) {
      const inode = inodeOf(buffer.name, machine);
      if (inode !== undefined) {
        known.set(buffer.name, { buffer, inode });
        yield { type: 'present', buffer };
      }
    }
    for (let change = await changes.next(); change !== undefined; change = await changes.next()) {
      const names = change.event === undefined ? namesOf(known, machine) : [change.event];
      for (const name of names) {
        yield* compare(name, known, machine, persistent);
      }
    }
    return undefined;
  } finally {
    stop();
    changes.end();
  }
}

function watchNodes(machine: Machine, changes: EventQueue<Change>, persistent: boolean): () => void {
  const failed = (cause: unknown): Error => watchFailed(machine.deviceDirectory, cause);
  try {
    return machine.system.watch(machine.deviceDirectory, {
      persistent,
      onChange: (name) => changes.push(name),
      onError: (cause) => changes.fail(failed(cause)),
    });
  } catch (cause) {
    throw failed(cause);
  }
}

interface Seen {
  readonly buffer: BufferInfo;
  /** Of its directory: a buffer that was deleted and made again has another. */
  readonly inode: bigint;
}

/** The kernel has dropped events, or does not say which node it was: any may have changed. */
function namesOf(known: ReadonlyMap<string, Seen>, machine: Machine): Iterable<string> {
  return new Set([...known.keys(), ...listBuffersSync({ machine }).map(({ name }) => name)]);
}

async function* compare(
  name: string,
  known: Map<string, Seen>,
  machine: Machine,
  persistent: boolean,
): AsyncGenerator<BufferEvent> {
  const [before, inode] = [known.get(name), inodeOf(name, machine)];
  if (inode === before?.inode) {
    return;
  }
  if (before !== undefined) {
    known.delete(name);
    yield { type: 'removed', buffer: before.buffer };
  }
  const buffer = inode === undefined ? undefined : await readWhole(name, machine, persistent);
  if (inode !== undefined && buffer !== undefined) {
    known.set(name, { buffer, inode });
    yield { type: 'added', buffer };
  }
}

async function readWhole(name: string, machine: Machine, persistent: boolean): Promise<BufferInfo | undefined> {
  let buffer = readBuffer(machine, name);
  for (let attempt = 1; attempt < ATTEMPTS && buffer !== undefined && buffer.parent === undefined; attempt++) {
    await setTimeout(PAUSE_MS, undefined, { ref: persistent });
    buffer = readBuffer(machine, name);
  }
  return buffer;
}

/** Undefined without its node: of a buffer that goes, the kernel removes that first, and the directory a moment later. */
function inodeOf(name: string, machine: Machine): bigint | undefined {
  return machine.system.exists(join(machine.deviceDirectory, name)) ? readInode(machine, name) : undefined;
}
