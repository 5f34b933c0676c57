// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { findUnpublished } from './publication.cjs';

const packages = ['protocol', 'client', 'cli'].map((name) => ({ name, version: '6.1.0', integrity: `sha512-${name}` }));

test('what the registry has is not published again; the order stays', () => {
  const published: Record<string, string> = { client: 'sha512-client' };
  expect(findUnpublished(packages, ({ name }) => published[name]).map(({ name }) => name)).toEqual(['protocol', 'cli']);
  expect(findUnpublished(packages, ({ integrity }) => integrity)).toEqual([]);
});

test('nothing is published beside another package of the same version', () => {
  expect(() => findUnpublished(packages, ({ name }) => (name === 'cli' ? 'sha512-other' : undefined))).toThrow(
    'the registry has cli 6.1.0 with other contents.',
  );
});
