// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeFileSync } from 'node:fs';

import { isDriverLoaded } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments.ts';
import { cdiSpecification, isCdiName } from '../cdi.ts';
import { CommandError } from '../error.ts';
import { done, failed } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { expandPatterns, findBuffer, noneHint, presentNames } from '../names.ts';
import { print, report, say } from '../output.ts';
import { replaceFile } from '../replace-file.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const names = namesOf(words.operands);
  const allowed = names.filter(isCdiName);
  names
    .filter((name) => !isCdiName(name))
    .forEach((name) => report(`cannot describe ${name}: the Container Device Interface does not allow this name`));
  // Runtimes refuse a specification without devices.
  if (allowed.length > 0) {
    await write(words.text('--out'), allowed);
  }
  return allowed.length === names.length ? done : failed;
}

function namesOf(operands: readonly string[]): string[] {
  const present = presentNames();
  if (present.length === 0) {
    throw new CommandError('there are no buffers', isDriverLoaded() ? undefined : noneHint(present));
  }
  const names = expandPatterns(operands, present);
  names.forEach(findBuffer);
  return operands.length === 0 ? present : names;
}

async function write(file: string | undefined, names: readonly string[]): Promise<void> {
  const text = `${JSON.stringify(cdiSpecification(names), null, 2)}\n`;
  if (file === undefined) {
    print(text);
  } else {
    await replaceFile(file, (descriptor) => writeFileSync(descriptor, text));
    say(`${file}: ${names.length === 1 ? 'one buffer' : `${names.length} buffers`}`);
  }
}
