// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CommandStream } from '@u-dma-buf-mgr/protocol';
import type { Command, ProtocolError } from '@u-dma-buf-mgr/protocol';

import type { TestBuffer } from './buffer.ts';
import { columnOf, CommandError } from './command-error.ts';
import type { TestKernel } from './kernel.ts';
import { systemError } from './system-error.ts';

/** LF, `;` and NUL. */
const TERMINATORS = new Set([0x0a, 0x3b, 0]);

/** The control device, opened: the protocol's parser in front of the kernel, and answers to be read. */
export class ControlFile {
  readonly #kernel: TestKernel;
  readonly #stream = new CommandStream();
  /** The temporary buffers that it holds. */
  readonly #held: TestBuffer[] = [];
  #answers = '';

  constructor(kernel: TestKernel) {
    this.#kernel = kernel;
  }

  /** Returns the bytes up to the last command that was done; throws the error of one that was the first to be run. */
  write(bytes: Uint8Array): number {
    let taken = 0;
    for (const piece of cutAfterTerminators(bytes)) {
      try {
        this.#take(piece);
      } catch (error) {
        if (taken === 0) {
          throw error;
        }
        return taken;
      }
      taken += piece.length;
    }
    return taken;
  }

  read(target: Uint8Array): number {
    const bytes = Buffer.from(this.#answers, 'latin1').subarray(0, target.length);
    target.set(bytes);
    this.#answers = this.#answers.slice(bytes.length);
    return bytes.length;
  }

  close(): void {
    for (const buffer of this.#held.splice(0)) {
      this.#kernel.orphan(buffer);
    }
  }

  #take(piece: Uint8Array): void {
    for (const { command, error } of this.#stream.push(piece)) {
      if (error !== undefined) {
        this.#refuse(error.code, '', error);
      } else if (command.verb !== 'blank') {
        this.#run(command);
      }
    }
  }

  #run(command: Command): void {
    const what = ` ${command.verb} ${command.name}`;
    try {
      const buffer = this.#kernel.execute(command);
      if (command.verb === 'create' && buffer.fields.temporary) {
        this.#held.push(buffer);
      }
      this.#answers += `ok${what}${okFields(command, buffer)}\n`;
    } catch (error) {
      if (error instanceof CommandError) {
        this.#refuse(error.errno, what, { column: columnOf(error.word, command), reason: error.message });
      }
      throw error;
    }
  }

  #refuse(
    errno: CommandError['errno'] | ProtocolError['code'],
    what: string,
    { column, reason }: Pick<ProtocolError, 'column' | 'reason'>,
  ): never {
    this.#answers += `error ${errno}${what} column=${column}: ${reason}\n`;
    throw systemError(errno, 'write');
  }
}

function okFields(command: Command, { fields: { minor, size, address, origin } }: TestBuffer): string {
  return command.verb === 'create'
    ? ` minor=${minor} size=${size.toString()} phys=0x${address.toString(16)}`
    : ` origin=${origin}`;
}

function* cutAfterTerminators(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  for (const [index, byte] of bytes.entries()) {
    if (TERMINATORS.has(byte)) {
      yield bytes.subarray(start, index + 1);
      start = index + 1;
    }
  }
  if (start < bytes.length) {
    yield bytes.subarray(start);
  }
}
