// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { bold, dim, green, red, yellow } from '../output/terminal.ts';
import { wrap } from '../output/wrap.ts';
import { worst } from './finding.ts';
import type { Finding, Severity } from './finding.ts';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  ok: green,
  note: dim,
  warning: yellow,
  error: red,
};

const INDENT = ' '.repeat(9);

/** The findings for people: what is wrong, how that shows, and what to type. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(formatFinding).join('');
}

function formatFinding({ check, severity, text, evidence, mend }: Finding): string {
  const label = colours[severity](severity.padEnd(INDENT.length - 1));
  return [
    `${label} ${bold(check)}`,
    wrap(text, INDENT),
    ...(evidence === undefined ? [] : [`${INDENT}${dim(`> ${evidence.trim()}`)}`]),
    ...mend.map((command) => `${INDENT}# ${command}`),
    '',
  ].join('\n');
}

/** The members stay as they are from version to version; see schema/doctor.schema.json. */
export function findingsAsJson(findings: readonly Finding[]): unknown {
  return {
    severity: worst(findings),
    findings: findings.map(({ check, severity, text, evidence, mend }) => ({
      check,
      severity,
      text,
      evidence: evidence ?? null,
      mend,
    })),
  };
}
