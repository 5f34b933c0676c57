// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError } from '../error.ts';
import { errnoName } from '../machine/errno.ts';

/** Why a directory could not be watched. */
export function watchFailed(directory: string, cause: unknown): BufferError {
  const errno = errnoName(cause);
  const limits: Readonly<Record<string, string>> = {
    EMFILE: 'fs.inotify.max_user_instances',
    ENOSPC: 'fs.inotify.max_user_watches',
  };
  return new BufferError({
    code: 'refused',
    message: `cannot watch ${directory}: ${errno === '' ? String(cause) : errno}`,
    hint: errno in limits ? `root may raise ${limits[errno] ?? ''} by sysctl` : undefined,
    errno,
    cause,
  });
}
