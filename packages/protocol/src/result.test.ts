// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseResult } from './result.ts';

test('a buffer that was created', () => {
  expect(parseResult('ok create udmabuf8 minor=3 size=65536 phys=0x7b410000')).toEqual({
    status: 'ok',
    verb: 'create',
    name: 'udmabuf8',
    minor: 3,
    size: 65536n,
    dmaAddress: 0x7b410000n,
  });
});

test('a driver that does not tell the minor and the address', () => {
  expect(parseResult('ok create a size=18446744073709551615')).toEqual({
    status: 'ok',
    verb: 'create',
    name: 'a',
    size: 2n ** 64n - 1n,
  });
});

test.each(['manager', 'device-tree', 'other'])('a buffer of %s that was deleted', (origin) => {
  expect(parseResult(`ok delete a origin=${origin}`)).toEqual({ status: 'ok', verb: 'delete', name: 'a', origin });
});

test('a driver that does not tell who had made a buffer', () => {
  expect(parseResult('ok delete a')).toEqual({ status: 'ok', verb: 'delete', name: 'a' });
});

test.each<[string, object]>([
  [
    'error EEXIST create udmabuf8 column=8: name in use',
    { code: 'EEXIST', verb: 'create', name: 'udmabuf8', column: 8, reason: 'name in use' },
  ],
  ['error EINVAL create column=7: name missing', { code: 'EINVAL', verb: 'create', column: 7, reason: 'name missing' }],
  [
    'error E2BIG column=1025: command over 1024 bytes',
    { code: 'E2BIG', column: 1025, reason: 'command over 1024 bytes' },
  ],
  ['error 75 delete a: column=8: x=1: y', { code: '75', verb: 'delete', name: 'a:', column: 8, reason: 'x=1: y' }],
])('%s', (line, result) => {
  expect(parseResult(line)).toEqual({ status: 'error', ...result });
});

test('fields of a newer module are passed over', () => {
  expect(parseResult('ok create a node=/dev/a size=1 heap=cma:0 minor=0 phys=0x0 late=')).toEqual({
    status: 'ok',
    verb: 'create',
    name: 'a',
    minor: 0,
    size: 1n,
    dmaAddress: 0n,
  });
  expect(parseResult('error EIO create a device=0000:00:18.7 column=9 errno=5: no')).toEqual({
    status: 'error',
    code: 'EIO',
    verb: 'create',
    name: 'a',
    column: 9,
    reason: 'no',
  });
});

test.each([
  '',
  'ok',
  'ok resize a size=1',
  'ok create',
  'ok create a',
  'ok create a size=big',
  'error',
  'error EIO',
  'error EIO column=9',
  'error EIO: no',
  'not ok create a size=1',
  'no',
])('%p is no answer that this version knows', (line) => {
  expect(parseResult(line)).toBeUndefined();
});
