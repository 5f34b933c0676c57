// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { checkChangelog } from './check-changelog.ts';
import { checkControl } from './check-control.ts';
import { checkDkmsConf } from './check-dkms-conf.ts';
import { SourcePackageError } from './error.ts';
import type { Problem } from './problem.ts';

/** The files that must agree before anything is built. */
export interface SourceTexts {
  readonly control: string;
  readonly changelog: string;
  readonly dkmsConf: string;
}

export interface Wanted {
  /** That of the workspace. */
  readonly version: string;
  readonly architectures: readonly string[] | undefined;
}

export interface SourcePackage {
  readonly name: string;
  /** Without the Debian revision. */
  readonly upstreamVersion: string;
  readonly version: string;
  readonly architectures: readonly string[];
}

/** @throws {SourcePackageError} naming everything that is wrong */
export function checkSourcePackage(texts: SourceTexts, wanted: Wanted): SourcePackage {
  const problems: Problem[] = [];
  const { name, architectures } = checkControl(texts.control, wanted.architectures, problems);
  if (name === '') {
    // The other files can only be held against the name.
    throw new SourcePackageError(problems);
  }
  const version = checkChangelog(texts.changelog, name, wanted.version, problems);
  checkDkmsConf(texts.dkmsConf, name, wanted.version, problems);
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return { name, upstreamVersion: wanted.version, version, architectures };
}
