// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync, readlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

import { orUndefined, readText } from '../../system/files.ts';
import type { DeviceFacts } from '../facts.ts';

export function readDevice(bus: string, name: string): DeviceFacts {
  const directory = join('/sys/bus', bus, 'devices', name);
  const mask = readText(join(directory, 'dma_mask_bits'));
  return {
    bus,
    name,
    exists: existsSync(directory),
    dmaMask: mask === undefined ? undefined : Number(mask),
    driver: orUndefined(() => basename(readlinkSync(join(directory, 'driver')))),
    iommuGroupType: readText(join(directory, 'iommu_group/type')),
  };
}
