// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { checkAccess } from './checks/access.ts';
import { checkBuild } from './checks/build.ts';
import { checkConflict } from './checks/conflict.ts';
import { checkDevice } from './checks/device.ts';
import { checkDmaMask } from './checks/dma-mask.ts';
import { checkHeaders } from './checks/headers.ts';
import { checkIommu } from './checks/iommu.ts';
import { checkMemory } from './checks/memory.ts';
import { checkModules } from './checks/modules.ts';
import { checkTrust } from './checks/trust.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';

/** In the order in which things must be right: what one prescribes works when what those before it prescribe is done. */
const checks = [
  checkHeaders,
  checkBuild,
  checkModules,
  checkTrust,
  checkConflict,
  checkAccess,
  checkDevice,
  checkMemory,
  checkDmaMask,
  checkIommu,
];

export function examine(facts: Facts): Finding[] {
  return checks.flatMap((check) => check(facts));
}
