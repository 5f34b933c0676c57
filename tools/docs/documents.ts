// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The documents that tools/docs/print writes to.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOMS = ['docs', 'kmod', 'packages/cli', 'packages/client', 'packages/deb', 'packages/protocol'];
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md'];

/** Their paths in the repository. */
export function documentPaths(repository: string): string[] {
  return [...PAGES, ...ROOMS.flatMap((room) => pagesBelow(repository, room))];
}

function pagesBelow(repository: string, directory: string): string[] {
  return readdirSync(join(repository, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) {
      return ['node_modules', 'dist', 'src', 'test'].includes(entry.name) ? [] : pagesBelow(repository, path);
    }
    return entry.name.endsWith('.md') && entry.name !== 'CHANGELOG.md' ? [path] : [];
  });
}

export function readDocument(repository: string, path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}
