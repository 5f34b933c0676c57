// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { readText } from '../../system/files.ts';
import { readKernelLog } from '../../system/kernel-log.ts';
import type { KernelFacts } from '../facts.ts';

/** Whether the kernel's headers are where kbuild looks for them. */
export function headersInstalled(release: string): boolean {
  return existsSync(`/lib/modules/${release}/build/Makefile`);
}

export function readKernel(): KernelFacts {
  const release = readText('/proc/sys/kernel/osrelease') ?? '';
  return {
    release,
    package: headersInstalled(release) ? undefined : packageOf(release),
    commandLine: readText('/proc/cmdline') ?? '',
    log: readKernelLog(),
  };
}

/** Of these files a package has one or all; a diversion names who makes it, and is none. */
function packageOf(release: string): string | undefined {
  const modules = `lib/modules/${release}/modules.builtin`;
  const files = [`/boot/vmlinuz-${release}`, `/${modules}`, `/usr/${modules}`];
  const { stdout } = spawnSync('dpkg-query', ['--search', ...files], { encoding: 'utf8' });
  return ownerIn(typeof stdout === 'string' ? stdout : '');
}

/** The first package that dpkg-query --search names. */
export function ownerIn(said: string): string | undefined {
  return /^(?!diversion )([^:,\s]+)/m.exec(said)?.[1];
}
