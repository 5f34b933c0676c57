// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { compile } from './compile.ts';
import { readConfiguration } from './read.ts';

const surroundings = {
  access: () => undefined,
  user: (name: string) => ({ ada: 1000 })[name],
  group: (name: string) => ({ video: 44 })[name],
};

function compiled(text: string): string {
  const { declarations, problems } = readConfiguration('board.yaml', text);
  expect(problems).toEqual([]);
  return compile(declarations, surroundings);
}

test('a buffer is its command', () => {
  expect(compiled('buffers: { frames: { size: 8MiB, bus: pci, device: "0000:00:18.7" } }')).toBe(
    'create frames 8388608 bus=pci device=0000:00:18.7\n',
  );
});

test('before it stands what udev is to know, by numbers', () => {
  expect(compiled('buffers: { "dsp{0..1}": { size: 4KiB, owner: ada, group: video, mode: "0640" } }')).toBe(
    [
      'access dsp0 U_DMA_BUF_OWNER=1000 U_DMA_BUF_GROUP=44 U_DMA_BUF_MODE=0640',
      'create dsp0 4096',
      'access dsp1 U_DMA_BUF_OWNER=1000 U_DMA_BUF_GROUP=44 U_DMA_BUF_MODE=0640',
      'create dsp1 4096',
      '',
    ].join('\n'),
  );
});

test('no buffers are no lines', () => {
  expect(compiled('')).toBe('');
});
