// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { getSystemErrorName } from 'node:util';

import { errnoName } from './errno.ts';

test.each(['EACCES', 'EBUSY', 'EEXIST', 'EINVAL', 'ENODEV', 'ENOENT', 'ENOMEM', 'EOVERFLOW', 'EPERM'] as const)(
  'Node has the name %s',
  (name) => {
    expect(getSystemErrorName(-constants.errno[name])).toBe(name);
  },
);

test('EDQUOT, for which Node has none, is named all the same', () => {
  const errno = -constants.errno.EDQUOT;
  expect(errnoName(Object.assign(new Error('write'), { errno, code: getSystemErrorName(errno) }))).toBe('EDQUOT');
});

test('a failed system call', () => {
  expect(thrownBy(() => readFileSync('/none'))).toBe('ENOENT');
  expect(thrownBy(() => closeSync(4242))).toBe('EBADF');
});

test.each([[new Error('other')], ['text'], [undefined]])('%p has no errno', (error) => {
  expect(errnoName(error)).toBe('');
});

function thrownBy(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return errnoName(error);
  }
  return 'nothing was thrown';
}
