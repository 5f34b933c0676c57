// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readText } from '../../system/files.ts';
import { readKernelLog } from '../../system/kernel-log.ts';
import type { KernelFacts } from '../facts.ts';

export function readKernel(): KernelFacts {
  return {
    release: readText('/proc/sys/kernel/osrelease') ?? '',
    commandLine: readText('/proc/cmdline') ?? '',
    log: readKernelLog(),
  };
}
