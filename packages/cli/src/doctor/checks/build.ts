// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { DkmsTree, Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'build';

/** Whether DKMS has built what it has the source of. */
export function checkBuild({ dkms, kernel }: Facts): Finding[] {
  return dkms.flatMap((tree) => examine(tree, kernel.release));
}

function examine({ version, kernels, failure }: DkmsTree, release: string): Finding[] {
  const source = `u-dma-buf-mgr/${version}`;
  if (kernels.includes(release)) {
    return [{ check, severity: 'ok', text: `DKMS has built ${source} for this kernel.`, fix: [] }];
  }
  if (failure === undefined) {
    return [];
  }
  const { log, line, text } = failure;
  return [
    {
      check,
      severity: 'error',
      text: `DKMS could not build ${source}. The first error is in line ${line} of ${log}.`,
      evidence: text,
      // It builds first.
      fix: [`dkms install ${source} -k ${release} --force`, `less +${line} ${log}`],
    },
  ];
}
