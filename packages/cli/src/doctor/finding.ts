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
  /** Commands that fix it, for a root shell, in their order. */
  readonly fix: readonly string[];
}

/** Where the documents say more of a finding: docs/trouble.md has an anchor for each check. */
export function helpFor(check: string): string {
  return `docs/trouble.md#${check}`;
}

/** The worst of what was found. */
export function worst(findings: readonly Finding[]): Severity {
  const ranks = findings.map(({ severity }) => severities.indexOf(severity));
  return severities[Math.max(0, ...ranks)] ?? 'ok';
}
