// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// The one jest configuration. nx.json runs it with --rootDir of each package.

module.exports = {
  // Nothing may be left open: the environment fails the test file, and the teardown ends jest.
  testEnvironment: require.resolve('./tools/workspace/jest/environment.cjs'),
  globalTeardown: require.resolve('./tools/workspace/jest/teardown.cjs'),
  testMatch: ['<rootDir>/**/*.test.ts'],
  // There are trees of the project among the products.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/build/'],
  transform: { '\\.ts$': require.resolve('./tools/workspace/jest/esbuild-transform.cjs') },
  // The workspace's packages are tested from their sources, so that a test never sees an old build.
  testEnvironmentOptions: { customExportConditions: ['@u-dma-buf-mgr/source', 'node', 'require', 'default'] },
  errorOnDeprecated: true,
};
