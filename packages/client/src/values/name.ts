// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isBufferName, MAX_NAME_LENGTH } from '@u-dma-buf-mgr/protocol';
import type { BufferName } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { checkText } from './text.ts';

const allowed = `1 to ${MAX_NAME_LENGTH} characters of A-Z a-z 0-9 . _ @ : + - of which the first is a letter or a digit`;

export function parseBufferName(text: string): BufferName {
  checkText('name', text);
  if (isBufferName(text)) {
    return text;
  }
  throw new ValueError({ code: 'name', value: text, allowed, hint: nameHint(text) });
}

function nameHint(text: string): string | undefined {
  const node = text.startsWith('/dev/') ? text.slice('/dev/'.length) : '';
  return isBufferName(node) ? `give the name without its directory: ${node}` : undefined;
}
