// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { dma } from './dma.ts';
import { manage } from './manage.ts';
import type { Clause } from './subject.ts';
import { temporary } from './temporary.ts';
import { use } from './use.ts';
import { watch } from './watch.ts';

export type { Clause, Subject } from './subject.ts';

/** What a program can rely on: the in-memory machine and the kernel keep every clause of it. */
export const contract: readonly Clause[] = [...manage(), ...use(), ...dma(), ...temporary(), ...watch()];
