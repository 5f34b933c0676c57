// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { readNames, readText } from '../../system/files.ts';
import type { BuildFailure, DkmsTree } from '../facts.ts';

/** Where DKMS keeps what it knows of our modules. */
const TREE = '/var/lib/dkms/u-dma-buf-mgr';

export function readDkms(): DkmsTree[] {
  return readNames(TREE)
    .filter((version) => existsSync(join(TREE, version, 'source')))
    .map((version) => {
      const directory = join(TREE, version);
      const kernels = readNames(directory).filter((name) => name !== 'source' && name !== 'build');
      return { version, kernels, failure: readFailure(join(directory, 'build/make.log')) };
    });
}

/** DKMS removes the directory of a build that went well: the log that is there is of one that did not. */
function readFailure(log: string): BuildFailure | undefined {
  const text = readText(log);
  return text === undefined ? undefined : { log, ...findCause(text.split('\n')) };
}

/** The first error of the compiler says why; those of make after it only say that. */
export function findCause(lines: readonly string[]): Pick<BuildFailure, 'line' | 'text'> {
  const signs = [/\b(?:fatal )?error:/i, /^ERROR:|\bundefined!$/, /\*\*\* /];
  for (const sign of signs) {
    const index = lines.findIndex((line) => sign.test(line));
    if (index >= 0) {
      return { line: index + 1, text: lines[index] ?? '' };
    }
  }
  return { line: lines.length, text: lines.at(-1) ?? '' };
}
