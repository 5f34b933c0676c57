// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import Ajv from 'ajv';

import type { BufferInfo } from '@u-dma-buf-mgr/client';

import schema from '../../schema/buffers.schema.json';
import { presentBuffer } from '../../test/buffer.ts';
import { bufferJson } from './json.ts';

const told = presentBuffer('a');

const { name, node, major, minor, size, dmaAddress } = told;
const notTold = {
  ...Object.fromEntries(Object.keys(told).map((key) => [key, undefined])),
  ...{ name, node, major, minor, size, dmaAddress, guarded: false, temporary: false },
} as BufferInfo;

test('what is printed is what the schema says, with all its members', () => {
  const user = { pid: 7, command: 'grabber', open: true, mapped: false };
  const printed = [told, notTold].map((buffer) =>
    bufferJson(buffer, { byName: new Map([['a', [user]]]), complete: true }),
  );
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect([validate(printed), validate.errors]).toEqual([true, null]);
  expect(Object.keys(printed[0] ?? {})).toEqual(schema.items.required);
});
