// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { isSystemError, SourcePackageError, ToolError, UsageError } from './error.ts';

test('each kind of error has its exit status', () => {
  const errors = [new ToolError('a'), new UsageError('b'), new SourcePackageError([{ file: 'c', message: 'd' }])];
  expect(errors.map(({ name, exitStatus, message }) => [name, exitStatus, message])).toEqual([
    ['ToolError', 1, 'a'],
    ['UsageError', 2, 'b'],
    ['SourcePackageError', 3, 'c: d'],
  ]);
});

test('a system error is what a system call failed with', () => {
  expect(isSystemError(Object.assign(new Error('x'), { syscall: 'open' }))).toBe(true);
  expect(isSystemError(new Error('x'))).toBe(false);
  expect(isSystemError({ syscall: 'open' })).toBe(false);
});

test('all problems are in the message, a line each', () => {
  const problems = [
    { file: 'a', line: 1, field: 'F', message: 'is bad' },
    { file: 'b', message: 'is missing' },
  ];
  const error = new SourcePackageError(problems);
  expect(error.message).toBe('a:1: F: is bad\nb: is missing');
  expect(error.problems).toEqual(problems);
});
