// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// affected.cjs FILE…: which projects `nx affected` names for a change of each file, as JSON. Nx itself makes the graph of
// the projects anew for each call, which takes most of the time.

'use strict';

const { createProjectGraphAsync } = require('nx/src/project-graph/project-graph');
const { filterAffected } = require('nx/src/project-graph/affected/affected-project-graph');
const { calculateFileChanges } = require('nx/src/project-graph/file-utils');

async function main() {
  const graph = await createProjectGraphAsync({ exitOnError: false, resetDaemonClient: true });
  const entries = process.argv.slice(2).map(async (file) => {
    const { nodes } = await filterAffected(graph, calculateFileChanges([file], {}));
    return [file, Object.keys(nodes)];
  });
  console.log(JSON.stringify(Object.fromEntries(await Promise.all(entries))));
}

void main();
