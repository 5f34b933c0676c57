// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { getBufferSync, isDriverLoadedSync } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { cdiSpecification, isCdiName } from '../buffers/cdi.ts';
import { expandPatterns, findBuffer, noneHint, presentNames } from '../buffers/names.ts';
import { CommandError } from '../error.ts';
import { done, failed } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { foreignNode } from '../files/node-file.ts';
import { writeOutput } from '../files/output-file.ts';
import { writeFully } from '../output/descriptor.ts';
import { report, say } from '../output/output.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const names = namesOf(words.operands);
  const allowed = names.filter(isDescribable);
  // Runtimes refuse a specification without devices.
  if (allowed.length > 0) {
    await write(words.text('--out') ?? '-', allowed);
  }
  return allowed.length === names.length ? done : failed;
}

/** Whether a container can be given a buffer; reports why not. */
function isDescribable(name: string): boolean {
  if (!isCdiName(name)) {
    report(`cannot describe ${name}: the Container Device Interface does not allow this name`);
    return false;
  }
  // A runtime would give the container what has the name.
  const foreign = foreignNode(findBuffer(name));
  if (foreign !== undefined) {
    report(foreign.message, foreign.hint);
  }
  return foreign === undefined;
}

function namesOf(operands: readonly string[]): string[] {
  const present = presentNames();
  if (present.length === 0) {
    throw new CommandError('there are no buffers', isDriverLoadedSync() ? undefined : noneHint(present));
  }
  const names = expandPatterns(operands, present);
  return operands.length === 0 ? lasting(present) : names;
}

/** A specification outlives the programs whose buffers are temporary. */
function lasting(present: readonly string[]): string[] {
  const names = present.filter((name) => getBufferSync(name)?.temporary !== true);
  if (names.length === 0) {
    throw new CommandError('all buffers are temporary', 'give the names of those that are meant all the same');
  }
  return names;
}

async function write(file: string, names: readonly string[]): Promise<void> {
  const text = Buffer.from(`${JSON.stringify(cdiSpecification(names), null, 2)}\n`);
  const isStandard = await writeOutput(file, 'description', (descriptor) => {
    writeFully(descriptor, text);
  });
  if (!isStandard) {
    say(`${file}: ${names.length === 1 ? 'one buffer' : `${names.length} buffers`}`);
  }
}
