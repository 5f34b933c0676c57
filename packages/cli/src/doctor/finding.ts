// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** From harmless to grave. */
export const severities = ['ok', 'note', 'warning', 'error'] as const;

export type Severity = (typeof severities)[number];

/** What a check found out. */
export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  /** Sentences. */
  readonly text: string;
  /** A line of a log that shows it. */
  readonly evidence?: string | undefined;
  /** What mends it: commands for a root shell, in their order. */
  readonly mend: readonly string[];
}

/** The worst of what was found. */
export function worst(findings: readonly Finding[]): Severity {
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(0, ...ranks)] ?? 'ok';
}
