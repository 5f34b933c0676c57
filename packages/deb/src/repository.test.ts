// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { aptSource, poolPath } from './repository.ts';

test('packages lie in the pool by the initial of their source', () => {
  expect(poolPath({ path: '/x/tool-dkms_1_amd64.deb', source: 'tool', architecture: 'amd64' })).toBe(
    'pool/main/t/tool/tool-dkms_1_amd64.deb',
  );
  expect(poolPath({ path: 'libx_1_amd64.deb', source: 'libx', architecture: 'amd64' })).toBe(
    'pool/main/libx/libx/libx_1_amd64.deb',
  );
});

test('the apt source names the place and the key', () => {
  expect(aptSource('file:/srv/repository')).toMatchObject({
    URIs: 'file:/srv/repository',
    'Signed-By': '/etc/apt/keyrings/u-dma-buf-mgr.gpg',
  });
});
