// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_NAME_LENGTH } from './limits.ts';
import { nameCharacter, nameTooLong } from './reasons.ts';
import type { Refuse } from './refuse.ts';

declare const brand: unique symbol;

/** What cannot begin a name, and what cannot stand in it. */
const WRONG = /^[^A-Za-z0-9]|[^\w.@:+-]/;

/** A name that a buffer may have; also that of its node in /dev and of its directory in sysfs. */
export type BufferName = string & { readonly [brand]: 'BufferName' };

export function isBufferName(text: string): text is BufferName {
  return text !== '' && wrongInName(text) < 0;
}

export function checkName(text: string, refuse: Refuse): BufferName {
  const at = wrongInName(text);
  return at < 0
    ? (text as BufferName)
    : refuse(at < MAX_NAME_LENGTH ? nameCharacter : nameTooLong, {
        at,
        hint: 'A-Z a-z 0-9, and from the second on . _ @ : + -',
      });
}

/** Where the first byte is that cannot stand there, or -1. */
function wrongInName(text: string): number {
  const bad = text.slice(0, MAX_NAME_LENGTH).search(WRONG);
  return bad < 0 && text.length > MAX_NAME_LENGTH ? MAX_NAME_LENGTH : bad;
}
