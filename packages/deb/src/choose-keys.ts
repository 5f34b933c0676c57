// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { ToolError } from './error.ts';

export interface KeyChoice {
  readonly keyHome: string;
  /** The keys of the home, by their fingerprints. */
  readonly present: readonly string[];
  /** Those that the caller wants; where there are none, the choice is ours. */
  readonly wanted: readonly string[];
  /** Those that the repository is signed with; undefined for a new one. */
  readonly trusted: readonly string[] | undefined;
}

/** The keys to sign with; none where one is to be made. */
export function chooseKeys({ keyHome, present, wanted, trusted }: KeyChoice): readonly string[] {
  if (trusted === undefined) {
    if (wanted.length === 0 && present.length > 1) {
      throw new ToolError(`${keyHome} has ${present.length} keys: --key says which`);
    }
    return wanted.length === 0 ? present : wanted;
  }
  if (wanted.length === 0) {
    const missing = trusted.find((key) => !present.includes(key));
    if (missing !== undefined) {
      throw new ToolError(`the repository is signed with the key ${missing}, which ${keyHome} does not have`);
    }
    return trusted;
  }
  if (!wanted.some((key) => trusted.includes(key))) {
    throw new ToolError(
      `no client of the repository has the key ${wanted.join(', ')} yet: sign with both for a time, --key ${trusted.join(' --key ')} too`,
    );
  }
  return wanted;
}
