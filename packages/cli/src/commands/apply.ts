// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeFileSync } from 'node:fs';

import { formatUsers } from '@u-dma-buf-mgr/client/command';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { compile } from '../configuration/compile.ts';
import { execute } from '../configuration/execute.ts';
import type { StepResult } from '../configuration/execute.ts';
import { prepare, prepareChange } from '../configuration/prepare.ts';
import type { Prepared } from '../configuration/prepare.ts';
import { formatStep, stepJson } from '../configuration/report.ts';
import { theseSurroundings } from '../configuration/surroundings.ts';
import { CommandError } from '../error.ts';
import { done, failed } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { isStandardOutput, writeOutput } from '../files/output-file.ts';
import { printJson, say } from '../output/output.ts';
import { errorReporter } from '../output/report-errors.ts';
import { uninterrupted } from '../signals.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const file = words.value('--compile', checkCompiled);
  if (words.has('--dry-run')) {
    const prepared = prepare(words);
    await writeCompiled(prepared, file);
    return words.has('--json') ? showJson(prepared, []) : show(prepared);
  }
  const prepared = prepareChange(words);
  const results = await applySteps(prepared, words);
  if (words.has('--json')) {
    showJson(prepared, results);
  } else {
    summarize(prepared, results);
  }
  await writeCompiled(prepared, file);
  return results.some(({ error }) => error !== undefined) ? failed : done;
}

/** What is to be read again has nothing else in it. */
function checkCompiled(file: string): string {
  if (isStandardOutput(file)) {
    throw misuse({ name: 'apply' }, `--compile ${file} is standard output, where the report is; name a file`);
  }
  return file;
}

async function writeCompiled({ declarations }: Prepared, file: string | undefined): Promise<void> {
  if (file !== undefined) {
    const text = compile(declarations, theseSurroundings);
    await writeOutput(file, 'description', (descriptor) => writeFileSync(descriptor, text));
  }
}

function show({ steps, users }: Prepared): ExitStatus {
  steps.forEach((step) => say(formatStep(step, users.get(step.name))));
  return done;
}

async function applySteps(prepared: Prepared, words: Arguments): Promise<StepResult[]> {
  const results: StepResult[] = [];
  const { busy, free } = splitBusy(prepared);
  const reportError = errorReporter();
  const take = (batch: readonly StepResult[]): boolean => {
    results.push(...batch);
    for (const { step, error } of batch) {
      if (error !== undefined) {
        reportError(error);
      } else if (step.action !== 'keep' && !words.has('--json')) {
        say(formatStep(step));
      }
    }
    return words.has('--keep-going') || batch.every(({ error }) => error === undefined);
  };
  await uninterrupted(async (interruption) => {
    if (!take(busy)) {
      return;
    }
    for await (const batch of execute(free, interruption)) {
      if (!take(batch)) {
        return;
      }
    }
  });
  return results;
}

/** What would touch a buffer in use has failed before anything is tried. */
function splitBusy({ steps, users }: Prepared): { busy: StepResult[]; free: Prepared['steps'] } {
  const busy = steps.flatMap((step): StepResult[] => {
    const by = users.get(step.name);
    return by === undefined
      ? []
      : [{ step, error: new CommandError(`cannot ${step.action} ${step.name}: it is in use by ${formatUsers(by)}`) }];
  });
  return { busy, free: steps.filter(({ name }) => !users.has(name)) };
}

/** Nothing is left unsaid of a configuration that was applied: also how much of it was as it should be. */
function summarize({ steps }: Prepared, results: readonly StepResult[]): void {
  const kept = results.filter(({ step }) => step.action === 'keep').length;
  const left = steps.length - results.length;
  const changed = results.filter(({ step, error }) => step.action !== 'keep' && error === undefined).length;
  const parts = [`${changed} changed`, `${kept} as configured`];
  const failures = results.length - changed - kept;
  say(
    [...parts, ...(failures > 0 ? [`${failures} failed`] : []), ...(left > 0 ? [`${left} not tried`] : [])].join(', '),
  );
}

function showJson({ steps, users }: Prepared, results: readonly StepResult[]): ExitStatus {
  const byStep = new Map(results.map((result) => [result.step, result]));
  return printJson(steps.map((step) => stepJson(step, users.get(step.name), byStep.get(step))));
}
