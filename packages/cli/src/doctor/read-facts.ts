// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';

import { readMemory } from '../system/memory.ts';
import { readPageSize } from '../system/page-size.ts';
import type { Facts, Wanted } from './facts.ts';
import { readAccess } from './readers/access.ts';
import { readDistribution } from './readers/distribution.ts';
import { readDkms } from './readers/dkms.ts';
import { readIommu } from './readers/iommu.ts';
import { readKernel } from './readers/kernel.ts';
import { readModules } from './readers/modules.ts';
import { readTrust } from './readers/trust.ts';

/** A file that is called like the package that it is of. */
const COMMAND_ALONE = '/usr/lib/sysusers.d/u-dma-buf-mgr.conf';

/** Looks at the machine. Changes nothing, and needs no privilege, though root sees more. */
export function readFacts(wanted: Wanted): Facts {
  const kernel = readKernel();
  return {
    wanted,
    kernel,
    distribution: readDistribution(),
    modules: readModules(kernel.release),
    headersInstalled: existsSync(`/lib/modules/${kernel.release}/build/Makefile`),
    takesReadyBuilt: existsSync(COMMAND_ALONE),
    dkms: readDkms(),
    trust: readTrust(),
    access: readAccess(),
    memory: readMemory(kernel.log, readPageSize()),
    iommu: readIommu(),
  };
}
