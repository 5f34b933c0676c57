// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { Problem } from './problem.ts';

const FILE = 'debian/changelog';

/** Checks the changelog's newest entry; gives its version, with the Debian revision. */
export function checkChangelog(text: string, name: string, upstreamVersion: string, problems: Problem[]): string {
  const entry = /^(?<name>\S+) \((?<version>[^()\s]+)\) \S+; urgency=\S+/.exec(text)?.groups;
  if (entry === undefined) {
    problems.push({ file: FILE, line: 1, message: 'does not begin with "NAME (VERSION) SUITE; urgency=URGENCY"' });
    return '';
  }
  const { name: entryName = '', version = '' } = entry;
  if (entryName !== name) {
    problems.push({ file: FILE, line: 1, field: 'Source', message: `is ${entryName}, in debian/control ${name}` });
  }
  if (withoutRevision(version) !== upstreamVersion) {
    problems.push({
      file: FILE,
      line: 1,
      field: 'Version',
      message: `is ${version}, the workspace's is ${upstreamVersion}`,
    });
  }
  return version;
}

function withoutRevision(version: string): string {
  return version.replace(/-[^-]*$/, '');
}
