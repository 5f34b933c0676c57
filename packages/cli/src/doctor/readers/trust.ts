// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';

import { firstExisting, readBytes, readText } from '../../system/files.ts';
import type { TrustFacts } from '../facts.ts';

const EFI = '/sys/firmware/efi';

/** Of DKMS on Debian and Fedora, and on Ubuntu. */
const CERTIFICATES = ['/var/lib/dkms/mok.pub', '/var/lib/shim-signed/mok/MOK.der'];

export function readTrust(): TrustFacts {
  // Four bytes of attributes stand before the variable's one byte.
  const secureBoot = readBytes(`${EFI}/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c`)?.[4] === 1;
  const lockdown = readText('/sys/kernel/security/lockdown');
  return {
    secureBoot,
    enforced: readText('/sys/module/module/parameters/sig_enforce') === 'Y' || isLockedDown(lockdown),
    certificate: firstExisting(CERTIFICATES),
    efi: existsSync(EFI),
  };
}

/** The file shows every level, and the one in force in brackets. */
function isLockedDown(lockdown: string | undefined): boolean {
  return /\[(?:integrity|confidentiality)\]/.test(lockdown ?? '');
}
