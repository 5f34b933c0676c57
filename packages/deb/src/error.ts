// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { isNativeError } from 'node:util/types';
import { formatProblem, type Problem } from './problem.ts';

/** What went wrong outside this program, in words for whoever runs it. */
export class ToolError extends Error {
  override readonly name: string = 'ToolError';
  readonly exitStatus: number = 1;
}

/** A full disk, a file that may not be read: Node's own message names the file. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return isNativeError(error) && 'syscall' in error;
}

/** The command line makes no sense. */
export class UsageError extends ToolError {
  override readonly name = 'UsageError';
  override readonly exitStatus = 2;
}

/** The Debian source package cannot be built as it is; every problem is named at once. */
export class SourcePackageError extends ToolError {
  override readonly name = 'SourcePackageError';
  override readonly exitStatus = 3;
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}
