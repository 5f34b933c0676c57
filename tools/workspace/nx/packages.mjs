// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Gives every package the targets that nx.json defines, so that no package repeats them.

import { dirname } from 'node:path';

const targets = ['typecheck', 'lint', 'format-check', 'test', 'mutate'];

/** @type {import('nx/src/project-graph/plugins').CreateNodesV2} */
export const createNodesV2 = [
  'packages/*/package.json',
  (files) =>
    files.map((file) => [
      file,
      { projects: { [dirname(file)]: { targets: Object.fromEntries(targets.map((name) => [name, {}])) } } },
    ]),
];
