// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Facts, ModuleFacts, ModuleFile } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'conflicts';

/** Whether a module is there twice: which of them is loaded is then a matter of luck. */
export function checkConflict({ modules }: Facts): Finding[] {
  return modules.filter(({ files }) => files.length > 1).map(conflict);
}

function conflict({ name, files: [taken, ...others] }: ModuleFacts): Finding {
  return {
    check,
    severity: 'warning',
    text: `${name} is installed ${others.length + 1} times. modprobe takes ${described(taken)}, and not ${others.map(described).join(', ')}.`,
    fix: [...others.map(removal), 'depmod'],
  };
}

function described(file: ModuleFile | undefined): string {
  const { path = '', version, owner } = file ?? {};
  const details = [version, owner && `of ${owner}`].filter(Boolean).join(' ');
  return details === '' ? path : `${path} (${details})`;
}

function removal({ path, owner }: ModuleFile): string {
  return owner === undefined || owner === 'DKMS' ? `rm ${path}` : `apt remove ${owner}`;
}
