// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ConfigurationError } from '../error.ts';

/** Where in a file something stands; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Problem {
  readonly place: Place;
  readonly message: string;
  readonly hint?: string | undefined;
}

export function formatPlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** One error of all problems; undefined where there are none. */
export function configurationError(problems: readonly Problem[]): ConfigurationError | undefined {
  const findings = problems.map(({ place, message, hint }) => ({ message: `${formatPlace(place)}: ${message}`, hint }));
  return findings.length === 0 ? undefined : new ConfigurationError(findings);
}
