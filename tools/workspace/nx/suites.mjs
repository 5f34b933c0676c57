// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Makes a project of each room of tools/suites that tools/suites/list speaks of: e2e-kernel, e2e-client, … Its target
// e2e runs the suites of the gate that are in it, as tools/test does, and it depends on the projects that the list names.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** @typedef {{ name: string, when: string, projects: string[], room: string | undefined }} Suite */

/** @param {string} text @returns {Suite[]} */
function readSuites(text) {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', when = '', projects = '', command = ''] = line.split('|').map((field) => field.trim());
      return { name, when, projects: projects.split(/ +/), room: /^tools\/suites\/([^/]+)\//.exec(command)?.[1] };
    });
}

/** @param {string} room @param {Suite[]} suites */
function projectOf(room, suites) {
  const gate = suites.filter(({ when }) => when !== 'later').map(({ name }) => name);
  return {
    name: `e2e-${room}`,
    implicitDependencies: [...new Set(suites.flatMap(({ projects }) => projects))],
    targets: {
      e2e: {
        command: `tools/test ${(gate.length > 0 ? gate : suites.map(({ name }) => name)).join(' ')}`,
        cache: false,
      },
    },
  };
}

/** @type {import('nx/src/project-graph/plugins').CreateNodesV2} */
export const createNodesV2 = [
  'tools/suites/list',
  (files, _, { workspaceRoot }) =>
    files.map((file) => {
      const suites = readSuites(readFileSync(join(workspaceRoot, file), 'utf8'));
      const rooms = new Set(suites.flatMap(({ room }) => room ?? []));
      const projects = [...rooms].map((room) => [
        join(dirname(file), room),
        projectOf(
          room,
          suites.filter((suite) => suite.room === room),
        ),
      ]);
      return [file, { projects: Object.fromEntries(projects) }];
    }),
];
