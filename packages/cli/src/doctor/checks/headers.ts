// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { installHeaders } from '../distribution-commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { newerKernel } from '../newer-kernel.ts';

const check = 'headers';

/** Whether DKMS has what it needs to build for the running kernel. */
export function checkHeaders(facts: Facts): Finding[] {
  const { headersInstalled, kernel, distribution } = facts;
  const { release } = kernel;
  if (facts.takesReadyBuilt) {
    return [];
  }
  if (headersInstalled) {
    return [{ check, severity: 'ok', text: `The headers of Linux ${release} are installed.`, fix: [] }];
  }
  const missing = `The headers of Linux ${release} are not installed.`;
  const newer = newerKernel(facts);
  if (newer !== undefined) {
    return [{ check, severity: 'note', text: `${missing} The newer ${newer} has the modules.`, fix: [] }];
  }
  const built = facts.modules.every(({ files, loaded }) => files.length > 0 || loaded !== undefined);
  const install = installHeaders(distribution, kernel);
  const source = `No package of them is known here. Install them from where the kernel is from, at /lib/modules/${release}/build.`;
  return [
    {
      check,
      severity: built ? 'note' : 'error',
      text: [
        missing,
        built ? 'The modules are built already; a newer version of them could not be.' : 'The modules cannot be built.',
        ...(install === undefined ? [source] : []),
      ].join(' '),
      fix: install === undefined ? [] : [install],
    },
  ];
}
