// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatRecord } from './record.ts';

const surroundings = {
  access: () => undefined,
  user: (name: string) => ({ ada: 1000 })[name],
  group: (name: string) => ({ video: 44 })[name],
};

test.each([
  [{}, ''],
  [{ owner: 'ada' }, 'U_DMA_BUF_OWNER=1000\n'],
  [{ group: 'video', mode: 0o640 }, 'U_DMA_BUF_GROUP=44\nU_DMA_BUF_MODE=0640\n'],
  [{ mode: 0 }, 'U_DMA_BUF_MODE=0000\n'],
])('what udev is told of %p', (access, text) => {
  expect(formatRecord(access, surroundings)).toBe(text);
});
