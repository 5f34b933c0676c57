// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { Problem } from './problem.ts';

export const SOURCE_FORMAT = 'debian/source/format';
const FORMATS = ['3.0 (quilt)', '3.0 (native)'];

/** Checks the format of the source package against its version; tells whether it is native. */
export function checkFormat(text: string | undefined, version: string, problems: Problem[]): boolean {
  const format = text?.trim();
  if (format === undefined || !FORMATS.includes(format)) {
    const found = format === undefined ? 'is not in git' : `is ${format}`;
    problems.push({ file: SOURCE_FORMAT, line: 1, message: `${found}; there are ${FORMATS.join(' and ')}` });
    return false;
  }
  const isNative = format === '3.0 (native)';
  // Where the changelog has no version, that has been said.
  if (version !== '' && version.includes('-') === isNative) {
    const revision = isNative ? 'with a revision, which' : 'without a revision, which';
    const knows = isNative ? 'does not know' : 'needs';
    const message = `has the version ${version} ${revision} the format ${format} ${knows}`;
    problems.push({ file: 'debian/changelog', line: 1, message });
  }
  return isNative;
}
