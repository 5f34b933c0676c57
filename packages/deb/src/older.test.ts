// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { isOlder } from './older.ts';

const family = { names: ['tool', 'tool-dkms'], versions: ['1:1.2-3', '1.2'] };

test.each([
  'tool-dkms_1.1-3_amd64.deb',
  'tool-dkms_1.2-2_amd64.deb',
  'tool_1.2-2_arm64.changes',
  'tool_1.2-2_source.buildinfo',
  'tool_1.1.orig.tar.xz',
  'tool_1.1.tar.xz',
  'tool_1.2-2.debian.tar.xz',
  'tool_1.2-2.dsc',
])('%s is of another version', (file) => {
  expect(isOlder(file, family)).toBe(true);
});

test.each([
  'tool-dkms_1.2-3_amd64.deb',
  'tool_1.2.orig.tar.xz',
  'tool_1.2.tar.xz',
  'tool_1.2-3.dsc',
  'tool-modules_1.1-1_amd64.deb',
  'tool_1.1-3_notes.txt',
  'README',
])('%s stays', (file) => {
  expect(isOlder(file, family)).toBe(false);
});
