// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Machine } from '../machine/machine.ts';

/** A machine without what asks it. */
export type TestPaths = Omit<Machine, 'system'>;
