// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Arguments } from '../arguments/arguments.ts';
import { run } from './bench.ts';

const bench = (seconds: string): Promise<unknown> => run(new Arguments(['none'], new Map([['--seconds', seconds]])));

// There is no such buffer: what is wrong with the words is said before anything is looked for.
test.each(['0', '-1', '3601', 'NaN', 'Infinity', '', '1s'])('--seconds %p is misuse', async (text) => {
  await expect(bench(text)).rejects.toMatchObject({
    name: 'UsageError',
    message: `bench: --seconds ${JSON.stringify(text)} is not valid; allowed: more than 0, up to 3600`,
    hint: 'see u-dma-buf-mgr bench --help',
  });
});

test.each(['0.01', '3600'])('--seconds %p is allowed', async (text) => {
  await expect(bench(text)).rejects.toMatchObject({ message: 'there is no buffer "none"' });
});
