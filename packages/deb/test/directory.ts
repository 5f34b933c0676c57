// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives each test of a file an empty directory, and takes it away after the test. */
export function useDirectory(): () => string {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  return () => directory;
}

/** Has each test of a file work in its directory. */
export function workIn(directory: () => string): void {
  const former = process.cwd();
  beforeEach(() => process.chdir(directory()));
  afterEach(() => process.chdir(former));
}
