// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MMAP_MODES } from '@u-dma-buf-mgr/protocol';
import type { MmapMode } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { checkText } from './text.ts';
import { nearest } from './nearest.ts';

export function parseMmapMode(text: string): MmapMode {
  checkText('mmap-mode', text);
  const mode = MMAP_MODES.find((name) => name === text);
  if (mode !== undefined) {
    return mode;
  }
  const near = nearest(text, MMAP_MODES);
  throw new ValueError({
    code: 'mmap-mode',
    value: text,
    allowed: MMAP_MODES.join(', '),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  });
}
