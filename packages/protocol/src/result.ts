// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferSize } from './command.ts';
import type { BufferName } from './name.ts';

export interface CreateResult {
  readonly status: 'ok';
  readonly verb: 'create';
  readonly name: BufferName;
  readonly size: BufferSize;
  /** The address at which a device reaches the buffer. A driver need not tell. */
  readonly dmaAddress: bigint | undefined;
  /** Of the buffer's node. A driver need not tell. */
  readonly minor: number | undefined;
}

export interface DeleteResult {
  readonly status: 'ok';
  readonly verb: 'delete';
  readonly name: BufferName;
  /** Who had made the buffer: `manager`, `device-tree`, `other`, or what else a newer module knows. */
  readonly origin: string | undefined;
}

export interface ErrorResult {
  readonly status: 'error';
  /** The name of the errno, or its number where the module has no name for it. */
  readonly code: string;
  /** What the command would have done, as far as it was understood. */
  readonly verb: Verb | undefined;
  readonly name: BufferName | undefined;
  /** The byte of the command that is wrong, from 1. */
  readonly column: number;
  readonly reason: string;
}

type Verb = 'create' | 'delete';

export type CommandResult = CreateResult | DeleteResult | ErrorResult;

/** Status and errno, verb and name as far as there are any, `key=value` fields, and the reason. */
const answer = /^(ok|error (\w+))(?: (create|delete)(?: ([^ =]+))?)?((?: [^ =]+=[^ ]*?)*)(?:: (.*))?$/;

/**
 * Reads an answer of the module, a line without its LF. Fields that are new to this version are passed over; a line that
 * it cannot read at all gives undefined.
 */
export function parseResult(line: string): CommandResult | undefined {
  // Stryker disable next-line ArrayDeclaration,StringLiteral: of a line that does not match, nothing is used
  const [, , code, verb, name, fields = '', reason] = answer.exec(line) ?? [];
  if (code !== undefined) {
    const column = readNumber(fields, 'column');
    return column === undefined || reason === undefined
      ? undefined
      : { status: 'error', code, verb: verb as Verb, name: name as BufferName, column: Number(column), reason };
  }
  if (verb === 'create') {
    return createResult(name as BufferName, fields);
  }
  return verb === 'delete'
    ? { status: 'ok', verb, name: name as BufferName, origin: / origin=([^ ]+)/.exec(fields)?.[1] }
    : undefined;
}

function createResult(name: BufferName, fields: string): CreateResult | undefined {
  const minor = readNumber(fields, 'minor');
  const size = readNumber(fields, 'size') as BufferSize | undefined;
  return size === undefined
    ? undefined
    : {
        status: 'ok',
        verb: 'create',
        name,
        size,
        dmaAddress: readNumber(fields, 'phys'),
        minor: minor === undefined ? undefined : Number(minor),
      };
}

function readNumber(fields: string, key: string): bigint | undefined {
  const value = new RegExp(` ${key}=(0x[0-9a-f]+|[0-9]+)(?= |$)`).exec(fields)?.[1];
  return value === undefined ? undefined : BigInt(value);
}
