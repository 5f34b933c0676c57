// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { readNames, readText } from '../../system/files.ts';
import type { IommuFacts } from '../facts.ts';

const GROUPS = '/sys/kernel/iommu_groups';

export function readIommu(): IommuFacts {
  const groupTypes = new Map<string, number>();
  for (const group of readNames(GROUPS)) {
    const type = readText(join(GROUPS, group, 'type')) ?? 'unknown';
    groupTypes.set(type, (groupTypes.get(type) ?? 0) + 1);
  }
  return { units: readNames('/sys/class/iommu'), groupTypes };
}
