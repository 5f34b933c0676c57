// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ProtocolError } from './error.ts';

declare const brand: unique symbol;

/** A name that a buffer may have; also that of its node in /dev and of its directory in sysfs. */
export type BufferName = string & { readonly [brand]: 'BufferName' };

export const MAX_NAME_LENGTH = 63;

const allowed = `1 to ${MAX_NAME_LENGTH} characters of A-Z a-z 0-9 . _ @ : + - of which the first is a letter or a digit`;
const pattern = /^[A-Za-z0-9][A-Za-z0-9._@:+-]*$/;

export function isBufferName(text: string): text is BufferName {
  return text.length <= MAX_NAME_LENGTH && pattern.test(text);
}

export function parseBufferName(text: string): BufferName {
  if (isBufferName(text)) {
    return text;
  }
  throw new ProtocolError({ code: 'name', value: text, allowed, hint: nameHint(text) });
}

function nameHint(text: string): string | undefined {
  const node = text.startsWith('/dev/') ? text.slice('/dev/'.length) : '';
  return isBufferName(node) ? `give the name without its directory: ${node}` : undefined;
}
