// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';

import { readText } from '../../system/files.ts';
import type { DistributionFacts } from '../facts.ts';

export function readDistribution(): DistributionFacts {
  const { id, like } = parseOsRelease(readText('/etc/os-release') ?? '');
  return { id, like, bootLoader: readBootLoader() };
}

export function parseOsRelease(text: string): Pick<DistributionFacts, 'id' | 'like'> {
  const field = (name: string): string => {
    const [, value = ''] = new RegExp(`^${name}=(.*)$`, 'm').exec(text) ?? [];
    return value.replace(/^(["'])(.*)\1$/, '$2');
  };
  return { id: field('ID'), like: field('ID_LIKE').split(' ').filter(Boolean) };
}

const bootLoaderFiles = [
  ['/boot/firmware/cmdline.txt', 'raspberry-pi'],
  ['/etc/default/grub', 'grub'],
  ['/etc/fw_env.config', 'u-boot'],
] as const;

function readBootLoader(): DistributionFacts['bootLoader'] {
  return bootLoaderFiles.find(([path]) => existsSync(path))?.[1];
}
