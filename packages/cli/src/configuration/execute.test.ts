// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseSize } from '@u-dma-buf-mgr/client';
import { createCommand } from '@u-dma-buf-mgr/protocol';

import { Interruption } from '../signals.ts';
import { execute } from './execute.ts';
import type { StepResult } from './execute.ts';
import type { Step } from './plan.ts';

// On a machine without the modules, nothing can be sent.

const creation = (name: string): Step => ({
  action: 'create',
  name,
  declaration: {
    command: createCommand({ name, size: parseSize('4K') }),
    access: {},
    place: { file: 'a.yaml', line: 1, column: 1 },
  },
});

test('where nothing can be sent, each creation fails, and all are told', async () => {
  const interruption = new Interruption();
  const results: StepResult[] = [];
  for await (const batch of execute(['a', 'b', 'c'].map(creation), interruption)) {
    results.push(...batch);
  }
  interruption.end();
  expect(results.map(({ step, error }) => [step.name, error?.message])).toEqual(
    ['a', 'b', 'c'].map((name) => [name, `cannot create ${name}: /dev/u-dma-buf-mgr does not exist`]),
  );
});
