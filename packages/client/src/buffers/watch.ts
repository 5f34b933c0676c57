// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/options.ts';
import type { WaitOptions } from '../machine/options.ts';
import { EventQueue } from './event-queue.ts';
import { readBuffer, readInode } from './info.ts';
import type { BufferInfo } from './info.ts';
import { listBuffers } from './list.ts';

export interface BufferEvent {
  /** `present`: it was there when the watch began. */
  readonly type: 'present' | 'added' | 'removed';
  readonly buffer: BufferInfo;
}

/** A driver makes the node before its directory in sysfs is whole. */
const ATTEMPTS = 10;
const PAUSE_MS = 10;

/**
 * Tells first which buffers there are, then of each that comes or goes, for as long as somebody iterates. When the signal
 * is aborted, the iteration throws its reason.
 */
export async function* watchBuffers(options: WaitOptions = {}): AsyncGenerator<BufferEvent, never> {
  const machine = machineOf(options);
  const { signal } = options;
  signal?.throwIfAborted();
  const changes = new EventQueue<string | undefined>(signal);
  // Nodes come and go with their buffers. sysfs itself cannot be watched.
  const stop = machine.system.watch(machine.deviceDirectory, (name) => changes.push(name));
  try {
    const known = new Map<string, Seen>();
    for (const buffer of listBuffers({ machine })) {
      const inode = inodeOf(buffer.name, machine);
      if (inode !== undefined) {
        known.set(buffer.name, { buffer, inode });
        yield { type: 'present', buffer };
      }
    }
    for (;;) {
      const changed = await changes.next();
      const names = changed === undefined ? namesOf(known, machine) : [changed];
      for (const name of names) {
        yield* compare(name, known, machine);
      }
    }
  } finally {
    stop();
    changes.close();
  }
}

interface Seen {
  readonly buffer: BufferInfo;
  /** Of its directory: a buffer that was deleted and made again has another. */
  readonly inode: bigint;
}

/** The kernel has dropped events, or does not say which node it was: any may have changed. */
function namesOf(known: ReadonlyMap<string, Seen>, machine: Machine): Iterable<string> {
  return new Set([...known.keys(), ...listBuffers({ machine }).map(({ name }) => name)]);
}

async function* compare(name: string, known: Map<string, Seen>, machine: Machine): AsyncGenerator<BufferEvent> {
  const [before, inode] = [known.get(name), inodeOf(name, machine)];
  if (inode === before?.inode) {
    return;
  }
  if (before !== undefined) {
    known.delete(name);
    yield { type: 'removed', buffer: before.buffer };
  }
  const buffer = inode === undefined ? undefined : await readWhole(name, machine);
  if (inode !== undefined && buffer !== undefined) {
    known.set(name, { buffer, inode });
    yield { type: 'added', buffer };
  }
}

async function readWhole(name: string, machine: Machine): Promise<BufferInfo | undefined> {
  let buffer = readBuffer(machine, name);
  for (let attempt = 1; attempt < ATTEMPTS && buffer !== undefined && buffer.parent === undefined; attempt++) {
    await setTimeout(PAUSE_MS);
    buffer = readBuffer(machine, name);
  }
  return buffer;
}

/** Undefined without its node: of a buffer that goes, the kernel removes that first, and the directory a moment later. */
function inodeOf(name: string, machine: Machine): bigint | undefined {
  return machine.system.exists(join(machine.deviceDirectory, name)) ? readInode(machine, name) : undefined;
}
