// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mutationOf } from '../../tools/workspace/mutate/config.mjs';

// The tests in test/ run the built command, signals.test.ts a program of its own. What a command does with buffers is
// tested in the guests: tools/suites/command, memory, people and container.
export default mutationOf('cli', {
  goal: 85,
  reads: ['/docs', '/debian'],
  excludedTests: ['/packages/cli/test/', '/src/signals.test.ts$'],
});
