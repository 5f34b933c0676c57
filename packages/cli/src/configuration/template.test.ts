// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { expandName } from './template.ts';

test.each<[string, string[]]>([
  ['camera', ['camera']],
  ['rx{0..3}', ['rx0', 'rx1', 'rx2', 'rx3']],
  ['rx{7..7}', ['rx7']],
  ['cam{08..11}', ['cam08', 'cam09', 'cam10', 'cam11']],
  ['rx{0..1}.{8..9}', ['rx0.8', 'rx0.9', 'rx1.8', 'rx1.9']],
  ['rx{0..}', ['rx{0..}']],
  ['', ['']],
])('%s', (template, names) => {
  expect(expandName(template)).toEqual(names);
});

test.each([
  ['rx{3..0}', 'range {3..0} counts down'],
  ['rx{0..65536}', 'range {0..65536} is of more than 65536 buffers'],
  ['a{0..999}b{0..999}', 'a{0..999}b{0..999} is of more than 65536 buffers'],
])('%s is refused', (template, message) => {
  expect(() => expandName(template)).toThrow(message);
});
