// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import { runAsync } from '../control/steps.ts';
import { readInode } from '../buffers/info.ts';
import { getBufferSync } from '../buffers/list.ts';
import { commandOf } from '../control/fields.ts';
import type { BufferFields } from '../control/fields.ts';
import { openAsync } from '../control/open.ts';
import { sendAndHold, sendCommand } from '../control/send.ts';
import { BufferError } from '../error.ts';
import { noSuchBuffer } from '../explain/use.ts';
import { DmaBuffer } from '../handle/dma-buffer.ts';
import type { Holding, OpenMode } from '../handle/dma-buffer.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/options.ts';
import type { OpenOptions, WaitOptions } from '../machine/options.ts';
import { unlessAborted } from './abort.ts';
import { deletionOf, originIn, refuseForeign } from './shared.ts';

/**
 * Makes a buffer and opens it. The kernel may take its time to find contiguous memory; a call that is aborted leaves no
 * buffer behind. The buffer stays until it is deleted, unless the handle is disposed of: `await using` deletes it. A
 * buffer that is `temporary` goes even if this program is killed: the handle holds it, and closing the handle lets go of it.
 * What others have open, mapped or exported of it stays as long as they do.
 */
export async function createBuffer(fields: BufferFields, options: WaitOptions = {}): Promise<DmaBuffer> {
  const machine = machineOf(options);
  const { signal } = options;
  const command = commandOf(fields);
  signal?.throwIfAborted();
  if (command.temporary === true) {
    return createTemporary(command, machine, signal);
  }
  const { name } = command;
  await unlessAborted(sendCommand(command, machine), signal, () => deleteBuffer(name, { machine }));
  await runAsync(refuseForeign(command, machine, openAsync));
  const remove = remover(name, machine);
  try {
    return await open(name, machine, { remove });
  } catch (error) {
    await remove();
    throw error;
  }
}

/** What deletes the buffer that has this name now. One that is gone is deleted, and another may have its name by then. */
function remover(name: string, machine: Machine): () => Promise<void> {
  const inode = readInode(machine, name);
  return async () => {
    if (inode === undefined || readInode(machine, name) !== inode) {
      return;
    }
    await deleteBuffer(name, { machine }).catch((error: unknown) => {
      if (!(error instanceof BufferError && error.code === 'not-found')) {
        throw error;
      }
    });
  };
}

/** The control file that made it stays open as long as the handle. */
async function createTemporary(
  command: CreateCommand,
  machine: Machine,
  signal: AbortSignal | undefined,
): Promise<DmaBuffer> {
  const sent = sendAndHold(command, machine);
  const { control } = await unlessAborted(sent, signal, (late) => late.control.close());
  try {
    return await open(command.name, machine, { maker: control });
  } catch (error) {
    await control.close();
    throw error;
  }
}

/**
 * Deletes a buffer that nobody has open, mapped or exported. Gives who had made it, where the module tells: `manager`,
 * `device-tree` or `other`. A call that is aborted may have deleted it.
 */
export async function deleteBuffer(name: string, options: WaitOptions = {}): Promise<string | undefined> {
  const machine = machineOf(options);
  const { signal } = options;
  signal?.throwIfAborted();
  const command = deletionOf(name, machine);
  return originIn(await unlessAborted(sendCommand(command, machine), signal, () => undefined));
}

/** Opens a buffer, whoever made it. It cannot be deleted until the handle is closed. */
export async function openBuffer(name: string, options: OpenOptions = {}): Promise<DmaBuffer> {
  return open(name, machineOf(options), {}, options);
}

async function open(name: string, machine: Machine, holding: Holding, mode: OpenMode = {}): Promise<DmaBuffer> {
  const info = getBufferSync(name, { machine });
  if (info === undefined) {
    throw noSuchBuffer(`open ${name}`, name, machine);
  }
  return DmaBuffer.open(info, machine, holding, mode);
}
