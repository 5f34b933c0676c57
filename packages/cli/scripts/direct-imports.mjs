// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A plugin of esbuild that has the workspace's sources import from the files of a library what they would import from
// its index. esbuild cuts between files: all that an index names would be in the piece that every command loads.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const IMPORT = /^import \{([^}]*)\} from '(@u-dma-buf-mgr\/[\w/]+)';/gm;
const NAMED = /^export \{([^}]*)\} from '(\.\/[^']+)';/gm;
const ALL = /^export \* from '(\.\/[^']+)';/gm;
const DECLARED = /^export (?:async )?(?:const|class|function\*?) (\w+)/gm;

/** `indexes` is the source of each library's index, by its name. */
export function directImports(indexes) {
  const homes = new Map(Object.entries(indexes).map(([library, index]) => [library, findHomes(index)]));
  return {
    name: 'direct-imports',
    setup({ onLoad }) {
      onLoad({ filter: /\/packages\/(cli|client)\/src\/.*\.ts$/ }, ({ path }) => ({
        contents: readFileSync(path, 'utf8').replaceAll(IMPORT, (_, names, library) =>
          listed(names)
            .map((name) => `import { ${name} } from '${homeOf(name, homes.get(library), path)}';`)
            .join(' '),
        ),
        loader: 'ts',
      }));
    },
  };
}

/** The file in which each name of a library is. */
function findHomes(index) {
  const text = readFileSync(index, 'utf8');
  const file = (from) => join(dirname(index), from);
  const named = [...text.matchAll(NAMED)].flatMap(([, names, from]) => listed(names).map((name) => [name, file(from)]));
  const all = [...text.matchAll(ALL)].flatMap(([, from]) =>
    [...readFileSync(file(from), 'utf8').matchAll(DECLARED)].map(([, name]) => [name, file(from)]),
  );
  return new Map([...named, ...all]);
}

function homeOf(name, homes, path) {
  const home = homes?.get(name);
  if (home === undefined) {
    throw new Error(`${path}: no index has ${name}`);
  }
  return home;
}

function listed(names) {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}
