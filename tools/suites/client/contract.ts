// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// contract kernel|memory [ARCHITECTURE], contract die NAME: has the running kernel, as root and with the modules loaded, or the in-memory machine
// keep the contract, as a machine of an architecture would. Says its results in the Test Anything Protocol. The suite runs both.

import { deepEqual, equal } from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { deleteCommand } from '@u-dma-buf-mgr/protocol';

import { getBufferSync, listBuffersSync, runCommandsSync, thisMachine } from '../../../packages/client/src/index.ts';
import { contract } from '../../../packages/client/test/contract/index.ts';
import type { Subject } from '../../../packages/client/test/contract/index.ts';
import {
  armBoard,
  device,
  makeTemporary,
  makeTestSubject,
  pc,
} from '../../../packages/client/test/contract/subject.ts';
import { end, test } from '../../lib/tap.ts';

const PARAMETERS = '/sys/module/u_dma_buf_mgr/parameters';

const [which = 'kernel', architecture = process.arch] = process.argv.slice(2);

const traits = architecture === 'arm64' ? armBoard : pc;

const kernel: Subject = {
  machine: thisMachine,
  device,
  ...traits,
  takeAway: (name) => writeFileSync('/sys/bus/platform/drivers/u-dma-buf/unbind', getBufferSync(name)?.parent ?? ''),
  copyByDevice: async (from, to, size) => {
    const program = join(dirname(process.argv[1] ?? ''), 'edu-copy.mjs');
    await promisify(execFile)(process.execPath, [program, device.name, String(from), String(to), String(size)]);
  },
  makeAndDie: async (name) => {
    const child = spawn(process.execPath, [process.argv[1] ?? '', 'die', name], { stdio: 'inherit' });
    const [, signal] = (await once(child, 'exit')) as [unknown, NodeJS.Signals | null];
    equal(signal, 'SIGKILL');
  },
  replaceNode: (name) => {
    rmSync(join('/dev', name));
    execFileSync('mknod', [join('/dev', name), 'c', '1', '5']);
  },
  removeNode: (name) => rmSync(join('/dev', name)),
  setLimits: ({ maxBuffers, maxBytes }) => {
    writeParameter('max_buffers', maxBuffers);
    writeParameter('max_bytes', maxBytes);
  },
};

function writeParameter(name: string, value: number | undefined): void {
  if (value !== undefined) {
    writeFileSync(join(PARAMETERS, name), String(value));
  }
}

const subject = which === 'memory' ? makeTestSubject(traits) : kernel;

/** What a clause has left behind must not be in the way of the next. */
function clear(): void {
  for (const { name } of listBuffersSync({ machine: subject.machine })) {
    Array.from(runCommandsSync([deleteCommand(name)], { machine: subject.machine }));
  }
}

async function main(): Promise<void> {
  for (const { title, check } of contract) {
    await test(`${which}: ${title}`, async () => {
      await check(subject);
      deepEqual(listBuffersSync({ machine: subject.machine }), []);
    });
    clear();
  }
  end();
}

/** What kernel's `makeAndDie` runs. */
async function die(name: string): Promise<void> {
  await makeTemporary(thisMachine, name);
  process.kill(process.pid, 'SIGKILL');
}

void (which === 'die' ? die(architecture) : main());
