// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { DistributionFacts, KernelFacts } from './facts.ts';
import { headersPackage } from './headers-package.ts';

const headersInstallers: Readonly<Record<string, (release: string) => string>> = {
  fedora: (release) => `dnf install kernel-devel-${release}`,
  suse: () => 'zypper install kernel-default-devel',
  arch: () => 'pacman -S linux-headers',
  alpine: () => 'apk add linux-lts-dev',
};

/** What installs the headers of a kernel; undefined where no package of them is known here. */
export function installHeaders(distribution: DistributionFacts, kernel: KernelFacts): string | undefined {
  if (hasApt(distribution)) {
    const name = headersPackage(kernel);
    return name === undefined ? undefined : `apt install ${name}`;
  }
  const known = [distribution.id, ...distribution.like].find((name) => Object.hasOwn(headersInstallers, name));
  return known === undefined ? undefined : headersInstallers[known]?.(kernel.release);
}

/** Whether packages are Debian's, and so ours can be installed. */
export function hasApt({ id, like }: DistributionFacts): boolean {
  return [id, ...like].some((name) => name === 'debian' || name === 'raspbian');
}

/** What adds a parameter to the kernel command line of the next boots; nothing for a boot loader not known here. */
export function addKernelParameter({ bootLoader }: DistributionFacts, parameter: string): string[] {
  switch (bootLoader) {
    case 'grub':
      return [`sed -i 's/^GRUB_CMDLINE_LINUX="/&${parameter} /' /etc/default/grub`, 'update-grub', 'reboot'];
    case 'raspberry-pi':
      return [`sed -i '1s/$/ ${parameter}/' /boot/firmware/cmdline.txt`, 'reboot'];
    case 'u-boot':
      return [`fw_setenv bootargs "$(fw_printenv -n bootargs) ${parameter}"`, 'reboot'];
    case undefined:
      return [];
  }
}
