// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the command is built with, and what of. npm's packages are found as CommonJS finds them: in node_modules or, where
// Debian builds its package, among Debian's own. An import statement would look in node_modules alone.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

export const { build } = require('esbuild');

/** The directory of the npm package yaml. */
export const yaml = dirname(require.resolve('yaml/package.json'));

export const repository = fileURLToPath(new URL('../../..', import.meta.url));

/** The source of each library's index, by its name. */
export const indexes = {
  '@u-dma-buf-mgr/client/command': join(repository, 'packages/client/src/command.ts'),
  '@u-dma-buf-mgr/client': join(repository, 'packages/client/src/index.ts'),
  '@u-dma-buf-mgr/protocol': join(repository, 'packages/protocol/src/index.ts'),
};
