// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { run } from './run.ts';

void run(process.argv.slice(2)).then((status) => (process.exitCode = status));
