// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { checkFormat } from './check-format.ts';
import { formatProblem, type Problem } from './problem.ts';

test.each([
  ['3.0 (quilt)\n', '1:1.2-3', false, []],
  ['3.0 (native)\n', '1.2', true, []],
  [
    '3.0 (native)\n',
    '1.2-3',
    true,
    ['has the version 1.2-3 with a revision, which the format 3.0 (native) does not know'],
  ],
  ['3.0 (quilt)\n', '1.2', false, ['has the version 1.2 without a revision, which the format 3.0 (quilt) needs']],
  // Where the changelog has no version, that has been said.
  ['3.0 (quilt)\n', '', false, []],
])('%j with version %j', (text, version, isNative, messages) => {
  const problems: Problem[] = [];
  expect(checkFormat(text, version, problems)).toBe(isNative);
  expect(problems.map(formatProblem)).toEqual(messages.map((message) => `debian/changelog:1: ${message}`));
});

test.each([
  ['1.0\n', 'is 1.0'],
  [undefined, 'is not in git'],
])('the format %j is refused', (text, message) => {
  const problems: Problem[] = [];
  expect(checkFormat(text, '1-1', problems)).toBe(false);
  expect(problems.map(formatProblem)).toEqual([
    `debian/source/format:1: ${message}; there are 3.0 (quilt) and 3.0 (native)`,
  ]);
});
