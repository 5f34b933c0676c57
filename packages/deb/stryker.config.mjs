// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mutationOf } from '../../tools/workspace/mutate/config.mjs';

// The tests in test/ run the built tool, for minutes.
export default mutationOf('deb', { goal: 85, excludedTests: ['/packages/deb/test/'] });
