// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUS_NAMES } from '@u-dma-buf-mgr/protocol';
import type { BusName } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { checkText } from './text.ts';
import { nearest } from './nearest.ts';

export function parseBus(text: string): BusName {
  checkText('bus', text);
  const bus = BUS_NAMES.find((name) => name === text);
  if (bus !== undefined) {
    return bus;
  }
  const near = nearest(text, BUS_NAMES);
  throw new ValueError({
    code: 'bus',
    value: text,
    allowed: BUS_NAMES.join(', '),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  });
}
