// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from '../arguments/arguments.ts';
import { prepare } from '../configuration/prepare.ts';
import { formatStep, stepJson } from '../configuration/report.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { print, printJson } from '../output/output.ts';

const differs = 3;

export function run(words: Arguments): ExitStatus {
  const { steps, users } = prepare(words);
  const changes = steps.filter(({ action }) => action !== 'keep');
  if (words.has('--json')) {
    printJson(changes.map((step) => stepJson(step, users.get(step.name))));
  } else {
    print(changes.map((step) => `${formatStep(step, users.get(step.name))}\n`).join(''));
  }
  return changes.length === 0 ? done : differs;
}
