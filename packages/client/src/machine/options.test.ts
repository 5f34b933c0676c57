// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commandOf, usedUnguarded } from '../command.ts';
import * as client from '../index.ts';
import { createTestMachine } from '../testing/index.ts';

// A machine is named in one way. A call that names one otherwise must not reach the real machine.

const machine = createTestMachine();
const fields = { name: 'a', size: 4096 } as const;

const calls: Readonly<Record<string, (options: never) => unknown>> = {
  createBuffer: (options) => client.createBuffer(fields, options),
  createBufferSync: (options) => client.createBufferSync(fields, options),
  deleteBuffer: (options) => client.deleteBuffer('a', options),
  deleteBufferSync: (options) => client.deleteBufferSync('a', options),
  openBuffer: (options) => client.openBuffer('a', options),
  getBufferSync: (options) => client.getBufferSync('a', options),
  listBuffersSync: (options) => client.listBuffersSync(options),
  isDriverLoadedSync: (options) => client.isDriverLoadedSync(options),
  readUsersSync: (options) => client.readUsersSync(['a'], options),
  watchBuffers: (options) => client.watchBuffers(options).next(),
  runCommandsSync: (options) => client.runCommandsSync([commandOf(fields)], options).next(),
  handOverSync: (options) => client.handOverSync('a', 'cpu', options),
  usedUnguarded: (options) => usedUnguarded('a', options),
  loadManagerSync: (options) => client.loadManagerSync(options),
};

const wrong: Readonly<Record<string, unknown>> = {
  'a machine in the place of the options': machine,
  'a path': '/dev',
  null: null,
  'what is no machine': { machine: {} },
  'the path of a machine': { machine: '/mnt' },
  'null for a machine': { machine: null },
};

test('every function that takes a machine is here', () => {
  const names = Object.entries(client)
    .filter(([name, value]) => typeof value === 'function' && !/Error$|^parse|^format/.test(name))
    .map(([name]) => name);
  expect([...names, 'usedUnguarded'].sort()).toEqual(Object.keys(calls).sort());
});

describe.each(Object.entries(calls))('%s', (_, call) => {
  test.each(Object.entries(wrong))('refuses %s', async (__, options) => {
    await expect(Promise.resolve(options).then((given) => call(given as never))).rejects.toThrow(
      new TypeError('name a machine by the option of that name: { machine }'),
    );
  });
});
