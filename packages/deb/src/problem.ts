// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

/** Something wrong in the Debian source package, and where. */
export interface Problem {
  readonly file: string;
  readonly line?: number | undefined;
  readonly field?: string;
  readonly message: string;
}

export function formatProblem({ file, line, field, message }: Problem): string {
  return [line === undefined ? file : `${file}:${line}`, field, message]
    .filter((part) => part !== undefined)
    .join(': ');
}
