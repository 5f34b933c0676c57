// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** What looks at a machine as it is takes what it may not read, or what is not there, as unknown. */
export function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/** The text of a file, without the line end of its last line. */
export function readText(path: string): string | undefined {
  return orUndefined(() => readFileSync(path, 'latin1').trimEnd());
}

export function readBytes(path: string): Buffer | undefined {
  return orUndefined(() => readFileSync(path));
}

/** The names in a directory; none where there is no such. */
export function readNames(path: string): string[] {
  return orUndefined(() => readdirSync(path)) ?? [];
}

/** The first of the paths that is there. */
export function firstExisting(paths: readonly string[]): string | undefined {
  return paths.find((path) => existsSync(path));
}
