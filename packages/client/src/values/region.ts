// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_REGION_LENGTH } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { checkText } from './text.ts';

/** What the names and the labels of nodes have. */
const pattern = /^[\w.,@:+-]+$/;

/** The name of a region of the device tree's reserved memory: `image_buf`, `image_buf@70000000`, or its label. */
export function parseRegionName(text: string): string {
  checkText('region', text);
  if (text.length <= MAX_REGION_LENGTH && pattern.test(text)) {
    return text;
  }
  throw new ValueError({
    code: 'region',
    value: text,
    allowed: `the name, of at most ${MAX_REGION_LENGTH} bytes, or the label of a node in /proc/device-tree/reserved-memory`,
    hint: text.includes('/')
      ? `give the last part of the path: ${text.replace(/\/+$/, '').replace(/^.*\//, '')}`
      : undefined,
  });
}
