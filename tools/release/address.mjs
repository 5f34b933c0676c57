// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Where the project is, as the npm packages say.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm publishes, each after what it depends on. */
export const published = ['protocol', 'client', 'cli', 'deb'];

/**
 * Has each package say that the project is at a URL.
 * @param {string} root
 * @param {string} url of the repository, for browsers or for git
 */
export function setAddress(root, url) {
  const base = url.replace(/^git\+/, '').replace(/(\.git)?\/?$/, '');
  if (!/^https:\/\/[^/]+\/./.test(base)) {
    throw new Error(`the address ${url} is not of the form https://HOST/PATH`);
  }
  for (const name of published) {
    const { path, manifest } = readManifest(root, name);
    Object.assign(manifest, {
      repository: { type: 'git', url: `git+${base}.git`, directory: `packages/${name}` },
      homepage: `${base}#readme`,
      bugs: { url: `${base}/issues` },
    });
    writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

/**
 * Whether a package says that the project is nowhere: at a host in `.invalid`, or at none.
 * @param {string} root
 */
export function isNowhere(root) {
  return published.some((name) => {
    const { repository, homepage, bugs } = readManifest(root, name).manifest;
    return [repository?.url, homepage, bugs?.url].some(
      (url) => url === undefined || /^[^/]*\/\/[^/]*\.invalid\//.test(url),
    );
  });
}

/**
 * @param {string} root
 * @param {string} name
 * @returns {{ path: string, manifest: Manifest }}
 */
function readManifest(root, name) {
  const path = join(root, 'packages', name, 'package.json');
  return { path, manifest: JSON.parse(readFileSync(path, 'utf8')) };
}

/** @typedef {{ repository?: { url: string }, homepage?: string, bugs?: { url: string } }} Manifest */
