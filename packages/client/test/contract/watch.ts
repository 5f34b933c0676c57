// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deepEqual, equal, rejects } from 'node:assert/strict';

import { createBufferSync, deleteBufferSync, getBufferSync, watchBuffers } from '../../src/index.ts';
import type { BufferEvent } from '../../src/index.ts';
import type { Clause } from './subject.ts';

/** Being told what comes and goes. */
export function watch(): Clause[] {
  return [
    {
      title: 'a watch tells what is there, then what comes and goes',
      check: async ({ machine }) => {
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        const a = getBufferSync('a', { machine });
        const events = watchBuffers({ machine });
        deepEqual(await next(events), { type: 'present', buffer: a });
        createBufferSync({ name: 'b', size: 8192 }, { machine });
        deepEqual(await next(events), { type: 'added', buffer: getBufferSync('b', { machine }) });
        deleteBufferSync('a', { machine });
        deepEqual(await next(events), { type: 'removed', buffer: a });
        await events.return(undefined);
        deleteBufferSync('b', { machine });
      },
    },
    {
      title: 'a buffer that is made again while nobody looks is one that went and one that came',
      check: async ({ machine }) => {
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        const events = watchBuffers({ machine });
        await next(events);
        deleteBufferSync('a', { machine });
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        equal((await next(events))?.type, 'removed');
        equal((await next(events))?.type, 'added');
        await events.return(undefined);
        deleteBufferSync('a', { machine });
      },
    },
    {
      title: 'a buffer that is taken away is removed',
      check: async (subject) => {
        const { machine } = subject;
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        const events = watchBuffers({ machine });
        await next(events);
        subject.takeAway('a');
        equal((await next(events))?.type, 'removed');
        await events.return(undefined);
      },
    },
    {
      title: 'aborting ends the watch',
      check: async ({ machine }) => {
        const controller = new AbortController();
        const events = watchBuffers({ machine, signal: controller.signal });
        const waiting = next(events);
        controller.abort();
        await rejects(waiting, { name: 'AbortError' });
        await rejects(next(watchBuffers({ machine, signal: controller.signal })), { name: 'AbortError' });
      },
    },
  ];
}

async function next(events: AsyncGenerator<BufferEvent, undefined>): Promise<BufferEvent | undefined> {
  return (await events.next()).value;
}
