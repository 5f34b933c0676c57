// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Declaration } from './declaration.ts';
import { findConfigurationFiles, readConfigurationFile } from './files.ts';
import { configurationError, formatPlace } from './problem.ts';
import type { Problem } from './problem.ts';
import { readConfiguration } from './read.ts';

/**
 * What the named files ask for, or without names those of the machine, in their order. Throws one error with all that
 * is wrong in them.
 */
export function loadConfiguration(paths: readonly string[]): Declaration[] {
  const files = paths.length > 0 ? paths : findConfigurationFiles();
  const configurations = files.map((path) => readConfiguration(path, readConfigurationFile(path)));
  const declarations = configurations.flatMap((configuration) => configuration.declarations);
  const error = configurationError([
    ...configurations.flatMap(({ problems }) => problems),
    ...findRepeated(declarations),
  ]);
  if (error !== undefined) {
    throw error;
  }
  return declarations;
}

/** A name can be that of one buffer only, whichever files it stands in. */
function findRepeated(declarations: readonly Declaration[]): Problem[] {
  const first = new Map<string, Declaration>();
  return declarations.flatMap((declaration) => {
    const { name } = declaration.command;
    const known = first.get(name);
    first.set(name, known ?? declaration);
    return known === undefined
      ? []
      : {
          place: declaration.place,
          message: `${name} is declared a second time; the first: ${formatPlace(known.place)}`,
        };
  });
}
