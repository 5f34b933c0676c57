// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';
import { formatUsers } from '@u-dma-buf-mgr/client/command';
import type { BufferUser } from '@u-dma-buf-mgr/client';

import { bold, dim, green, red, yellow } from '../output/terminal.ts';
import type { Difference, Step } from './plan.ts';

/** A step in a line for people: what would be done, to which buffer, and why. */
export function formatStep(step: Step, users?: readonly BufferUser[]): string {
  const inUse = users === undefined ? '' : red(` in use by ${formatUsers(users)}`);
  switch (step.action) {
    case 'create':
      return `${green('+ create ')} ${bold(step.name)} ${formatSize(step.declaration.command.size)}`;
    case 'replace':
      return `${yellow('~ replace')} ${bold(step.name)} ${formatDifferences(step.differences)}${inUse}`;
    case 'access':
      return `${yellow('~ access ')} ${bold(step.name)} ${formatDifferences(step.differences)}`;
    case 'refuse':
      return `${red('! differs')} ${bold(step.name)} ${formatDifferences(step.differences)} (${step.present.origin ?? 'unknown'})`;
    case 'delete':
      return `${red('- delete ')} ${bold(step.name)} ${formatSize(step.present.size)}${inUse}`;
    case 'keep': {
      const unknown = step.unknown.length === 0 ? '' : ` (the driver does not tell: ${step.unknown.join(', ')})`;
      return dim(`= keep    ${step.name}${unknown}`);
    }
  }
}

function formatDifferences(differences: readonly Difference[]): string {
  return differences.map(({ key, from, to }) => `${key} ${from} -> ${to}`).join(', ');
}

/** What --json shows of a step. schema/steps.schema.json describes it. */
export interface StepJson {
  readonly name: string;
  readonly action: Step['action'];
  readonly differences: readonly Difference[];
  /** Keys of which the driver does not tell what they are. */
  readonly unknown: readonly string[];
  readonly users: readonly BufferUser[];
  /** null: it was not tried. */
  readonly done: boolean | null;
  readonly error: string | null;
}

export function stepJson(
  step: Step,
  users: readonly BufferUser[] = [],
  result?: { error: Error | undefined },
): StepJson {
  return {
    name: step.name,
    action: step.action,
    differences: 'differences' in step ? step.differences : [],
    unknown: 'unknown' in step ? step.unknown : [],
    users,
    done: result === undefined ? null : result.error === undefined,
    error: result?.error?.message ?? null,
  };
}
