// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError, ValueError } from '@u-dma-buf-mgr/client';

import { CommandError, ConfigurationError, UsageError } from './error.ts';
import { failed, misused } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { Interrupted } from './interrupted.ts';
import { isBrokenPipe, isSystemError, report } from './output/output.ts';

/** Reports what a command has thrown, and says with which status the program ends. Throws what is a mistake of ours. */
export function explain(error: unknown): ExitStatus {
  if (error instanceof UsageError || error instanceof ValueError) {
    report(error.message, error.hint ?? 'see u-dma-buf-mgr --help');
    return misused;
  }
  if (error instanceof ConfigurationError) {
    error.findings.forEach(({ message, hint }) => report(message, hint));
    return misused;
  }
  if (error instanceof BufferError || error instanceof CommandError) {
    report(error.message, error.hint);
    return failed;
  }
  if (error instanceof Interrupted) {
    // Nobody catches it any more, so that whoever started us sees what ended us.
    process.kill(process.pid, error.signal);
    return failed;
  }
  if (isBrokenPipe(error)) {
    return failed;
  }
  if (isSystemError(error)) {
    report(error.message);
    return failed;
  }
  throw error;
}
