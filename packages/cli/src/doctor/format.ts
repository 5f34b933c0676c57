// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { bold, dim, green, red, yellow } from '../output/terminal.ts';
import { wrap } from '../output/wrap.ts';
import { helpFor, worst } from './finding.ts';
import type { Finding, Severity } from './finding.ts';

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  ok: green,
  note: dim,
  warning: yellow,
  error: red,
};

const INDENT = ' '.repeat(9);

/** The findings for people: what is wrong, how that shows, what to type, and where to read on. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(formatFinding).join('');
}

function formatFinding({ check, severity, text, evidence, fix }: Finding): string {
  const label = colours[severity](severity.padEnd(INDENT.length - 1));
  return [
    `${label} ${bold(check)}`,
    wrap(text, INDENT),
    ...(evidence === undefined ? [] : [`${INDENT}${dim(`> ${evidence.trim()}`)}`]),
    ...fix.map((command) => `${INDENT}# ${command}`),
    ...(severity === 'ok' || severity === 'note' ? [] : [`${INDENT}${dim(`see ${helpFor(check)}`)}`]),
    '',
  ].join('\n');
}

/** The members stay as they are from version to version; see schema/doctor.schema.json. */
export function findingsAsJson(findings: readonly Finding[]): unknown {
  return {
    severity: worst(findings),
    findings: findings.map(({ check, severity, text, evidence, fix }) => ({
      check,
      severity,
      text,
      evidence: evidence ?? null,
      fix,
      help: helpFor(check),
    })),
  };
}
