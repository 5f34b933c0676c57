// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { checkChangelog } from './check-changelog.ts';
import { checkControl } from './check-control.ts';
import { checkDkmsConf } from './check-dkms-conf.ts';
import { checkFormat, SOURCE_FORMAT } from './check-format.ts';
import { textOf, type SourceFile } from './source-file.ts';
import { SourcePackageError } from './error.ts';
import type { Problem } from './problem.ts';

export interface SourcePackage {
  readonly name: string;
  /** Its own and those of its binary packages. */
  readonly names: readonly string[];
  readonly version: string;
  /** Without the Debian revision. */
  readonly upstreamVersion: string;
  /** Of the changelog's newest entry. */
  readonly date: Date;
  readonly architectures: readonly string[];
  /** Whether there are packages that are the same for all architectures. */
  readonly hasIndependent: boolean;
  /** Whether Debian's packaging is a part of the source, and not beside it. */
  readonly isNative: boolean;
}

/**
 * Holds the files that must agree against each other before anything is built.
 * @throws {SourcePackageError} naming everything that is wrong
 */
export function checkSourcePackage(files: readonly SourceFile[], wanted: readonly string[] | undefined): SourcePackage {
  const problems: Problem[] = [];
  const control = checkControl(textOf(files, 'debian/control'), wanted, problems);
  if (control.name === '') {
    // The other files can only be held against the name.
    throw new SourcePackageError(problems);
  }
  const release = checkChangelog(textOf(files, 'debian/changelog'), control.name, problems);
  const isNative = checkFormat(
    files.find(({ path }) => path === SOURCE_FORMAT)?.content.toString(),
    release.version,
    problems,
  );
  for (const { path, content } of files.filter((file) => /(?:^|\/)dkms\.conf$/.test(file.path))) {
    checkDkmsConf({ path, text: content.toString() }, control.name, release.upstreamVersion, problems);
  }
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return { ...control, ...release, isNative };
}
