// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Gives targets a configuration for each architecture and kernel of tools/machines/architectures and
// tools/machines/releases: nx build kmod --configuration=arm64-6.12, nx run debian:package:arm64.

import table from '../../lib/table.cjs';

const { packagedArchitectures, readTable } = table;

/** Of each kernel that the matrix has: arm64-6.12; of a release whose kernel changes, arm64-sid. */
function kernels() {
  const configurations = readTable('releases').flatMap(({ name = '', linux, matrix = '' }) =>
    matrix.split(' ').map((arch) => [`${arch}-${linux || name}`, { arch, suite: name }]),
  );
  return Object.fromEntries(configurations);
}

/** Of each architecture that packages are built for, and of all. */
function packages() {
  const names = packagedArchitectures().map(({ name = '' }) => name);
  const each = names.map((name) => [name, { arch: name }]);
  return { all: { arch: names.join() }, ...Object.fromEntries(each) };
}

/** @type {import('nx/src/project-graph/plugins').CreateNodesV2} */
export const createNodesV2 = [
  'tools/machines/releases',
  (files) =>
    files.map((file) => [
      file,
      {
        projects: {
          kmod: { targets: { build: { configurations: kernels() } } },
          'tools/machines': { targets: { kernel: { configurations: kernels() } } },
          debian: { targets: { package: { configurations: packages() } } },
        },
      },
    ]),
];
