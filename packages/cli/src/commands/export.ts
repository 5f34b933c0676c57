// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffersSync } from '@u-dma-buf-mgr/client';

import { theseSurroundings } from '../configuration/surroundings.ts';
import { writeConfiguration } from '../configuration/write.ts';
import type { ExitStatus } from '../exit-status.ts';
import { print } from '../output/output.ts';

export function run(): ExitStatus {
  return print(
    writeConfiguration(listBuffersSync(), (buffer) => {
      const access = theseSurroundings.access(buffer);
      return access === 'foreign' ? undefined : access;
    }),
  );
}
