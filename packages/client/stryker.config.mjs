// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mutationOf } from '../../tools/workspace/mutate/config.mjs';

// published.test.ts builds and installs the package; stale-view.test.ts runs every version of Node.
export default mutationOf('client', {
  goal: 85,
  excludedTests: ['/test/published.test.ts$', '/test/stale-view.test.ts$'],
});
