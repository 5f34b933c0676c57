// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Facts } from './facts.ts';

/** The newest kernel that has all modules, where it is newer than the running one: a reboot is all that it takes. */
export function newerKernel({ modules, kernel }: Pick<Facts, 'modules' | 'kernel'>): string | undefined {
  const [first, ...others] = modules;
  const complete = first?.otherKernels.filter((name) =>
    others.every(({ otherKernels }) => otherKernels.includes(name)),
  );
  const newest = complete?.sort(compareReleases).at(-1);
  return newest !== undefined && compareReleases(newest, kernel.release) > 0 ? newest : undefined;
}

/** As of versions: 6.1.0-9 is older than 6.1.0-10. */
function compareReleases(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true });
}
