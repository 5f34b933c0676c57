// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { installHeaders } from '../distribution-commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'headers';

/** Whether DKMS has what it needs to build for the running kernel. */
export function checkHeaders(facts: Facts): Finding[] {
  const { headersInstalled, modules, kernel, distribution } = facts;
  const { release } = kernel;
  if (facts.takesReadyBuilt) {
    return [];
  }
  if (headersInstalled) {
    return [{ check, severity: 'ok', text: `The headers of Linux ${release} are installed.`, fix: [] }];
  }
  const built = modules.every(({ files, loaded }) => files.length > 0 || loaded !== undefined);
  const install = installHeaders(distribution, release);
  const source = `Its distribution is not known here: they come with the kernel, at /lib/modules/${release}/build.`;
  return [
    {
      check,
      severity: built ? 'note' : 'error',
      text: [
        `The headers of Linux ${release} are not installed.`,
        built ? 'The modules are built already; a newer version of them could not be.' : 'The modules cannot be built.',
        ...(install === undefined ? [source] : []),
      ].join(' '),
      fix: install === undefined ? [] : [install],
    },
  ];
}
