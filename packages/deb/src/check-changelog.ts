// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { withoutEpoch } from './epoch.ts';
import type { Problem } from './problem.ts';

const FILE = 'debian/changelog';

export interface Release {
  /** With the Debian revision. */
  readonly version: string;
  readonly upstreamVersion: string;
  readonly date: Date;
}

/** Checks the changelog's newest entry, and tells what it says of the release. */
export function checkChangelog(text: string, name: string, problems: Problem[]): Release {
  const entry = /^(?<name>\S+) \((?<version>[^()\s]+)\) \S+; urgency=\S+/.exec(text)?.groups;
  if (entry === undefined) {
    problems.push({ file: FILE, line: 1, message: 'does not begin with "NAME (VERSION) SUITE; urgency=URGENCY"' });
    return { version: '', upstreamVersion: '', date: new Date(0) };
  }
  const { name: entryName = '', version = '' } = entry;
  if (entryName !== name) {
    problems.push({ file: FILE, line: 1, field: 'Source', message: `is ${entryName}, in debian/control ${name}` });
  }
  const upstreamVersion = withoutEpoch(version).replace(/-[^-]*$/, '');
  return { version, upstreamVersion, date: findDate(text, problems) };
}

function findDate(text: string, problems: Problem[]): Date {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.startsWith(' -- '));
  const date = new Date(lines[index]?.split('>  ')[1] ?? '');
  if (Number.isNaN(date.getTime())) {
    problems.push({
      file: FILE,
      line: Math.max(index, 0) + 1,
      message: 'does not end its entry with " -- MAINTAINER <ADDRESS>  DATE"',
    });
  }
  return date;
}
