// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseSize, ValueError } from '@u-dma-buf-mgr/client';

import { bufferOptions } from '../buffers/options.ts';
import type { OptionValues } from '../buffers/options.ts';

/** What may be said of a buffer. The names of the members are the keys of the file. */
export interface BufferKeys extends OptionValues {
  size?: bigint;
  owner?: string;
  group?: string;
  mode?: number;
}

/** How each is read from its text. Each throws a {@link ValueError}. schema/configuration.schema.json says the same. */
export const bufferKeys: { readonly [Key in keyof BufferKeys]-?: KeyReader<NonNullable<BufferKeys[Key]>> } = {
  size: { parse: parseSize },
  ...bufferOptions,
  owner: { parse: parseOwner },
  group: { parse: parseOwner },
  mode: { parse: parseMode },
};

interface KeyReader<Value> {
  parse(text: string): Value;
}

function parseOwner(text: string): string {
  if (/^([a-z_][a-z0-9_-]*\$?|[0-9]+)$/i.test(text)) {
    return text;
  }
  throw new ValueError({ code: 'owner', value: text, allowed: 'the name or the number of a user or a group' });
}

/** Octal, as chmod has it, also where it looks like a decimal number to YAML. */
function parseMode(text: string): number {
  const [, octal] = /^(?:0o?)?([0-7]{3})$/.exec(text) ?? [];
  if (octal !== undefined) {
    return parseInt(octal, 8);
  }
  throw new ValueError({ code: 'mode', value: text, allowed: 'three octal digits such as 0640' });
}
