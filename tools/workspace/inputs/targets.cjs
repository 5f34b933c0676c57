// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// What Nx runs for a target, and on what it decides that the result of an earlier run is as good.

const { HashPlanInspector } = require('nx/src/hasher/hash-plan-inspector');
const { createProjectGraphAsync } = require('nx/src/project-graph/project-graph');
const { createTaskGraph } = require('nx/src/tasks-runner/create-task-graph');

/**
 * @typedef {object} Target
 * @property {string} name PROJECT:TARGET
 * @property {string} command what the shell runs
 * @property {string} directory where it runs
 * @property {Set<string>} inputs the files that the target declares
 * @property {string[]} products what other targets make, and what its inputs say of: files and directories
 */

/**
 * Every target whose results Nx keeps.
 * @param {string} root the top of the workspace
 * @returns {Promise<Target[]>}
 */
async function readCachedTargets(root) {
  const graph = await createProjectGraphAsync({ exitOnError: true, resetDaemonClient: true });
  const inspector = new HashPlanInspector(graph, root);
  await inspector.init();
  return Object.values(graph.nodes).flatMap((project) =>
    Object.entries(project.data.targets ?? {})
      .filter(([, { cache }]) => cache)
      .map(([name, configuration]) => {
        const id = { project: project.name, target: name };
        return {
          name: `${project.name}:${name}`,
          ...commandOf(project, configuration),
          ...declarationOf(inspector, createTaskGraph(graph, {}, [id.project], [name], undefined, {}), id),
        };
      }),
  );
}

/**
 * @param {import('nx/src/config/project-graph').ProjectGraphProjectNode} project
 * @param {import('nx/src/config/workspace-json-project-json').TargetConfiguration} configuration
 */
function commandOf({ data: { root } }, { options, defaultConfiguration = '', configurations = {} }) {
  if (options.script !== undefined) {
    return { command: `npm run ${options.script}`, directory: root };
  }
  const values = { ...options, ...configurations[defaultConfiguration] };
  const command = String(options.command).replaceAll(/\{args\.(\w+)\}/g, (_, name) => values[name]);
  return { command, directory: '.' };
}

/**
 * @param {HashPlanInspector} inspector
 * @param {import('nx/src/config/task-graph').TaskGraph} tasks
 * @param {{ project: string, target: string }} id
 */
function declarationOf(inspector, { tasks }, id) {
  const all = inspector.inspectTaskInputs(id);
  const own =
    all[
      Object.keys(tasks).find(
        (name) => tasks[name]?.target.target === id.target && tasks[name].target.project === id.project,
      ) ?? ''
    ];
  const inputs = new Set(own?.files);
  // A product that is made of nothing but inputs of this target changes with them alone.
  const made = Object.values(tasks).filter((task) => all[task.id]?.files.every((file) => inputs.has(file)));
  return { inputs, products: [...(own?.depOutputs ?? []), ...made.flatMap(({ outputs }) => outputs)] };
}

module.exports = { readCachedTargets };
