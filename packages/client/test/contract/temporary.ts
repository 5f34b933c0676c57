// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deepEqual, equal, rejects, throws } from 'node:assert/strict';

import {
  createBuffer,
  createBufferSync,
  deleteBuffer,
  getBufferSync,
  openBuffer,
  ValueError,
} from '../../src/index.ts';
import { pattern, refusal } from './helpers.ts';
import type { Clause } from './subject.ts';

const fields = { name: 'a', size: 8192, temporary: true } as const;

/** Buffers that go with who made them. */
export function temporary(): Clause[] {
  return [
    {
      title: 'a temporary buffer is there as long as the handle that made it',
      check: async ({ machine }) => {
        const buffer = await createBuffer(fields, { machine });
        equal(buffer.info.temporary, true);
        deepEqual(getBufferSync('a', { machine }), buffer.info);
        await using other = await openBuffer('a', { machine });
        await other.close();
        await buffer.write(pattern(8192));
        deepEqual(await buffer.read(), pattern(8192));
        await buffer.close();
        equal(getBufferSync('a', { machine }), undefined);
        await buffer[Symbol.asyncDispose]();
      },
    },
    {
      title: 'a lasting buffer is not temporary, and outlives its handle',
      check: async ({ machine }) => {
        const buffer = await createBuffer({ ...fields, temporary: false }, { machine });
        equal(buffer.info.temporary, false);
        await buffer.close();
        equal(getBufferSync('a', { machine })?.temporary, false);
        await deleteBuffer('a', { machine });
      },
    },
    {
      title: 'await using ends a temporary buffer, also one that somebody has deleted',
      check: async ({ machine }) => {
        {
          await using buffer = await createBuffer(fields, { machine });
          equal(buffer.size, 8192);
        }
        equal(getBufferSync('a', { machine }), undefined);
        const buffer = await createBuffer(fields, { machine });
        await buffer.close();
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        await buffer[Symbol.asyncDispose]();
        equal(getBufferSync('a', { machine })?.size, 4096);
        await deleteBuffer('a', { machine });
      },
    },
    {
      title: 'without its maker a temporary buffer is there for those who have it, and for nobody else',
      check: async ({ machine }) => {
        const buffer = await createBuffer(fields, { machine });
        const other = await openBuffer('a', { machine });
        await buffer.write(pattern(8192));
        await buffer[Symbol.asyncDispose]();
        deepEqual(await other.read(), pattern(8192));
        deepEqual(await refusal(() => openBuffer('a', { machine })), {
          code: 'gone',
          errno: 'ENODEV',
          column: undefined,
          message: 'cannot open a: it is temporary, and the program that made it has ended or let go of it',
          hint: 'it goes when its last user does; then create it anew',
        });
        equal((await refusal(() => deleteBuffer('a', { machine }))).code, 'busy');
        equal((await refusal(() => createBuffer({ name: 'a', size: 4096 }, { machine }))).code, 'exists');
        await other.close();
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'an exported part keeps it',
      check: async ({ machine }) => {
        const buffer = await createBuffer(fields, { machine });
        const exported = await buffer.export();
        await buffer.close();
        equal(getBufferSync('a', { machine })?.temporary, true);
        exported.close();
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'a program that is killed leaves no temporary buffer',
      check: async (subject) => {
        const { machine } = subject;
        for (let round = 0; round < 3; round++) {
          await subject.makeAndDie('a');
          equal(getBufferSync('a', { machine }), undefined);
        }
      },
    },
    {
      title: 'a temporary buffer cannot be opened by a name that leads elsewhere, and leaves nothing then',
      check: async (subject) => {
        const { machine } = subject;
        equal((await refusal(() => createBuffer({ ...fields, name: 'null' }, { machine }))).code, 'exists');
        equal(getBufferSync('null', { machine }), undefined);
        return Promise.resolve();
      },
    },
    {
      title: 'what has no handle to hold it cannot be temporary',
      check: async ({ machine }) => {
        throws(() => createBufferSync(fields, { machine }), ValueError);
        await rejects(createBuffer({ ...fields, size: 0 }, { machine }), ValueError);
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'a temporary create that is aborted under way leaves no buffer',
      check: async ({ machine }) => {
        const controller = new AbortController();
        const creating = createBuffer(fields, { machine, signal: controller.signal });
        controller.abort();
        await rejects(creating, { name: 'AbortError' });
        for (let wait = 0; wait < 3000 && (wait < 5 || getBufferSync('a', { machine }) !== undefined); wait++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'a temporary buffer counts until it has gone',
      check: async (subject) => {
        const { machine } = subject;
        const buffer = await createBuffer(fields, { machine });
        const other = await openBuffer('a', { machine });
        subject.setLimits({ maxBuffers: 1 });
        try {
          await buffer.close();
          equal((await refusal(() => createBuffer({ name: 'b', size: 4096 }, { machine }))).code, 'quota');
          await other.close();
          await using next = await createBuffer({ name: 'b', size: 4096 }, { machine });
          equal(next.name, 'b');
        } finally {
          subject.setLimits({ maxBuffers: 0 });
        }
      },
    },
  ];
}
