// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mutationOf } from '../../tools/workspace/mutate/config.mjs';

// bundle.test.ts measures what esbuild makes of the sources.
export default mutationOf('protocol', { goal: 95, excludedTests: ['/test/bundle.test.ts$'] });
