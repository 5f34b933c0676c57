// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import Ajv from 'ajv';

import schema from '../../schema/steps.schema.json';
import { presentBuffer } from '../../test/buffer.ts';
import { CommandError } from '../error.ts';
import type { Step } from './plan.ts';
import { readConfiguration } from './read.ts';
import { formatStep, stepJson } from './report.ts';

const { declarations } = readConfiguration('a.yaml', 'buffers: { a: { size: 128K } }');
const present = presentBuffer('a');
const users = [{ pid: 7, command: 'grabber', open: true, mapped: false }];
const differences = [{ key: 'size', from: '64K', to: '128K' }];

const steps: [string, Step][] = declarations.flatMap((declaration): [string, Step][] => [
  ['+ create  a 128K', { action: 'create', name: 'a', declaration }],
  [
    '~ replace a size 64K -> 128K in use by grabber (7)',
    { action: 'replace', name: 'a', declaration, present, differences },
  ],
  ['~ access  a size 64K -> 128K', { action: 'access', name: 'a', declaration, present, differences }],
  ['! differs a size 64K -> 128K (manager)', { action: 'refuse', name: 'a', present, differences }],
  ['- delete  a 64K in use by grabber (7)', { action: 'delete', name: 'a', present }],
  ['= keep    a (the driver does not tell: mmap)', { action: 'keep', name: 'a', present, unknown: ['mmap'] }],
]);

test.each(steps)('%s', (line, step) => {
  expect(formatStep(step, users)).toBe(line);
});

test('JSON is what its schema says, with all members', () => {
  const printed = steps.flatMap(([, step]) => [
    stepJson(step),
    stepJson(step, users, { error: undefined }),
    stepJson(step, users, { error: new CommandError('no') }),
  ]);
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect([validate(printed), validate.errors]).toEqual([true, null]);
  expect(printed.slice(0, 3).map(({ done, error }) => [done, error])).toEqual([
    [null, null],
    [true, null],
    [false, 'no'],
  ]);
  expect(Object.keys(printed[0] ?? {})).toEqual(schema.items.required);
});
