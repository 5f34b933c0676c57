// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffersSync, loadManagerSync, readUsersSync } from '@u-dma-buf-mgr/client';
import type { BufferUsers } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { report } from '../output/output.ts';
import type { Declaration } from './declaration.ts';
import { loadConfiguration } from './load.ts';
import { makePlan } from './plan.ts';
import type { Step } from './plan.ts';
import { recordAccess } from './record.ts';
import { checkOwners, theseSurroundings } from './surroundings.ts';

export interface Prepared {
  readonly declarations: readonly Declaration[];
  readonly steps: readonly Step[];
  /** Who uses the buffers that would be deleted or replaced. */
  readonly users: BufferUsers['byName'];
}

/** What `apply --dry-run` and `diff` do: reads the files that the words name, and compares them with what is there. */
export function prepare(words: Arguments): Prepared {
  return compare(readDeclarations(words), words);
}

/** What `apply` does first: the same, with the driver's own buffers there, and with udev knowing whose the nodes are. */
export function prepareChange(words: Arguments): Prepared {
  const declarations = readDeclarations(words);
  if (declarations.length > 0) {
    loadManagerSync();
  }
  const prepared = compare(declarations, words);
  recordAccess(declarations, new Set(listBuffersSync().map(({ name }) => name)), theseSurroundings);
  return prepared;
}

function readDeclarations(words: Arguments): Declaration[] {
  const declarations = loadConfiguration(words.operands);
  checkOwners(declarations);
  return declarations;
}

function compare(declarations: readonly Declaration[], words: Arguments): Prepared {
  const { steps, unowned } = makePlan(declarations, listBuffersSync(), theseSurroundings, words.has('--prune'));
  if (unowned.length > 0) {
    report(`--prune leaves ${unowned.join(', ')}: these modules do not tell who had them made`);
  }
  const touched = steps.filter(({ action }) => action === 'replace' || action === 'delete');
  return { declarations, steps, users: readUsersSync(touched.map(({ name }) => name)).byName };
}
