// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';

import { readNames } from '../system/files.ts';
import { readMemory } from '../system/memory.ts';
import { readPageSize } from '../system/page-size.ts';
import type { Facts, Wanted } from './facts.ts';
import { readAccess } from './readers/access.ts';
import { readDistribution } from './readers/distribution.ts';
import { readDkms } from './readers/dkms.ts';
import { readIommu } from './readers/iommu.ts';
import { headersInstalled, readKernel } from './readers/kernel.ts';
import { readModules } from './readers/modules.ts';
import { readTrust } from './readers/trust.ts';

/** A file of the package that has the command without the modules' source. */
const COMMAND_ALONE = '/usr/lib/sysusers.d/u-dma-buf-mgr.conf';

/** The modules' source, of any version. */
const MODULES_SOURCE = /^u-dma-buf-mgr-\d/;

/** Looks at the machine. Changes nothing, and needs no privilege, though root sees more. */
export function readFacts(wanted: Wanted): Facts {
  const kernel = readKernel();
  return {
    wanted,
    kernel,
    distribution: readDistribution(),
    modules: readModules(kernel.release),
    headersInstalled: headersInstalled(kernel.release),
    takesReadyBuilt: existsSync(COMMAND_ALONE) && !readNames('/usr/src').some((name) => MODULES_SOURCE.test(name)),
    dkms: readDkms(),
    trust: readTrust(),
    access: readAccess(),
    memory: readMemory(kernel.log, readPageSize()),
    iommu: readIommu(),
  };
}
