// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { DistributionFacts } from './facts.ts';

const headersPackages: Readonly<Record<string, (release: string) => string>> = {
  debian: (release) => `apt install linux-headers-${release}`,
  raspbian: () => 'apt install raspberrypi-kernel-headers',
  fedora: (release) => `dnf install kernel-devel-${release}`,
  suse: () => 'zypper install kernel-default-devel',
  arch: () => 'pacman -S linux-headers',
  alpine: () => 'apk add linux-lts-dev',
};

/** What installs the headers of a kernel; undefined for a distribution not known here. */
export function installHeaders({ id, like }: DistributionFacts, release: string): string | undefined {
  const known = [id, ...like].find((name) => Object.hasOwn(headersPackages, name));
  return known === undefined ? undefined : headersPackages[known]?.(release);
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
