// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import type { CommandResult } from '@u-dma-buf-mgr/protocol';

import { runSync } from '../control/steps.ts';
import { readBuffer } from '../buffers/info.ts';
import { withJson } from '../buffers/json.ts';
import type { BufferInfo } from '../buffers/info.ts';
import { commandOf } from '../control/fields.ts';
import type { BufferFields } from '../control/fields.ts';
import { openSync } from '../control/open.ts';
import { sendCommandSync } from '../control/send.ts';
import { BufferError } from '../error.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';
import { ValueError } from '../values/error.ts';
import { deletionOf, originIn, refuseForeign } from './shared.ts';

/** What a program needs of a buffer that it has created. */
export type CreatedBuffer = Pick<BufferInfo, 'name' | 'node' | 'minor' | 'size' | 'dmaAddress'>;

/** Makes a buffer. Returns when it can be used; the kernel may take its time to find contiguous memory. */
export function createBufferSync(fields: BufferFields, options: MachineOptions = {}): CreatedBuffer {
  const machine = machineOf(options);
  const command = commandOf(fields);
  if (command.temporary === true) {
    throw new ValueError({
      code: 'combination',
      value: 'temporary',
      allowed: 'a temporary buffer by createBuffer, whose handle holds it',
    });
  }
  const result = sendCommandSync(command, machine);
  runSync(refuseForeign(command, machine, openSync));
  const buffer = fromAnswer(result, machine) ?? readBuffer(machine, command.name);
  if (buffer === undefined) {
    throw new BufferError({
      code: 'not-found',
      message: `${command.name} was created, but ${machine.classDirectory} does not show it`,
      hint: 'somebody may have deleted it since, or sysfs is not mounted',
    });
  }
  return buffer;
}

/** Undefined where the module gives no answers, or leaves out what its driver does not tell. */
function fromAnswer(result: CommandResult | undefined, { deviceDirectory }: Machine): CreatedBuffer | undefined {
  if (result?.status !== 'ok' || result.verb !== 'create') {
    return undefined;
  }
  const { name, minor, size, dmaAddress } = result;
  return minor === undefined || dmaAddress === undefined
    ? undefined
    : withJson({ name, node: join(deviceDirectory, name), minor, size: Number(size), dmaAddress });
}

/**
 * Deletes a buffer that nobody has open, mapped or exported. Returns who had made it, where the module tells: `manager`,
 * `device-tree` or `other`.
 */
export function deleteBufferSync(name: string, options: MachineOptions = {}): string | undefined {
  const machine = machineOf(options);
  return originIn(sendCommandSync(deletionOf(name, machine), machine));
}
