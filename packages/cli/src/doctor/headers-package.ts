// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { KernelFacts } from './facts.ts';

/**
 * The Debian package of a kernel's headers, named after that of the kernel; undefined for a kernel from elsewhere.
 * debian/missing-modules has the same names for machines without Node.
 */
export function headersPackage({
  release,
  package: kernel,
}: Pick<KernelFacts, 'release' | 'package'>): string | undefined {
  return kernel === undefined ? namedAfterRelease(release) : namedAfterPackage(kernel);
}

function namedAfterPackage(kernel: string): string | undefined {
  if (kernel === 'raspberrypi-kernel') {
    return 'raspberrypi-kernel-headers';
  }
  const [, name] = /^linux-(?:image-unsigned|image|modules)-(.+?)(?:-unsigned)?$/.exec(kernel) ?? [];
  return name === undefined ? undefined : `linux-headers-${name}`;
}

/** For a kernel that no package has: one that was copied to the machine, or that runs outside of a container. */
function namedAfterRelease(release: string): string | undefined {
  if (/-(?:v7|v7l|v8|v8-16k)\+$/.test(release)) {
    return 'raspberrypi-kernel-headers';
  }
  const [, armbian] = /-((?:current|edge|legacy|vendor)-.+)$/.exec(release) ?? [];
  if (armbian !== undefined) {
    return `linux-headers-${armbian}`;
  }
  return /\+rpt-|\+deb\d+-|^\d+\.\d+\.\d+-\d+-[a-z]/.test(release) ? `linux-headers-${release}` : undefined;
}
