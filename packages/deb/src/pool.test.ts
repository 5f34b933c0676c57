// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { poolPath } from './pool.ts';

test('packages lie in the pool by the initial of their source', () => {
  expect(poolPath('stable', 'tool', '/x/tool-dkms_1_amd64.deb')).toBe('pool/stable/t/tool/tool-dkms_1_amd64.deb');
  expect(poolPath('sid', 'libx', 'libx_1_amd64.deb')).toBe('pool/sid/libx/libx/libx_1_amd64.deb');
});
