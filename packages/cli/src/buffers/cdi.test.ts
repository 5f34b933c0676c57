// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { cdiSpecification, isCdiName } from './cdi.ts';

test('a buffer is its node, and its attributes where they can be written', () => {
  expect(cdiSpecification(['rx0'])).toEqual({
    cdiVersion: '0.5.0',
    kind: 'u-dma-buf/buffer',
    devices: [
      {
        name: 'rx0',
        containerEdits: {
          deviceNodes: [{ path: '/dev/rx0', permissions: 'rw' }],
          mounts: [
            {
              hostPath: '/sys/class/u-dma-buf/rx0',
              containerPath: '/sys/class/u-dma-buf/rx0',
              options: ['bind', 'rw', 'nosuid', 'nodev', 'noexec'],
            },
          ],
        },
      },
    ],
  });
});

test.each(['a', '0', 'rx0', 'dma:1', 'a.b_c-d', 'RX'])('%s can be the name of a device', (name) =>
  expect(isCdiName(name)).toBe(true),
);

test.each(['rx@0', 'rx+', 'rx.', 'rx-', 'rx_', '.rx', 'r x', ''])('%p cannot', (name) =>
  expect(isCdiName(name)).toBe(false),
);
