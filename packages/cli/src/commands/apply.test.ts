// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Arguments } from '../arguments/arguments.ts';
import { run } from './apply.ts';

// Nothing is read or done before: this file is not there.
test.each(['-', '/dev/stdout', '/proc/self/fd/1'])('--compile %s is misuse: the report is there', async (file) => {
  const words = new Arguments(['/nowhere.yaml'], new Map([['--compile', file]]));
  await expect(run(words)).rejects.toMatchObject({
    name: 'UsageError',
    message: `apply: --compile ${file} is standard output, where the report is; name a file`,
    hint: 'see u-dma-buf-mgr apply --help',
  });
});
