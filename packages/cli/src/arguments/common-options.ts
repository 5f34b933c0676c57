// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { OptionHelp } from '../command.ts';

/** Every command takes these. */
export const commonOptions: readonly OptionHelp[] = [
  { name: '--quiet', short: '-q', text: 'Print only results that you asked for, and errors.' },
  { name: '--help', short: '-h', text: 'Show this help.' },
];
