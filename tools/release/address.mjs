// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Where the project is and who answers for it, as its packages say.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What npm publishes, each after what it depends on. */
export const published = ['protocol', 'client', 'cli', 'deb'];

/** What of debian/ names the address of the npm packages. */
const named = ['debian/control', 'debian/copyright', 'debian/upstream/metadata', 'debian/watch'];

/** Where a maintainer stands, as `NAME <ADDRESS>`: once in each, in a changelog's newest entry first. */
const maintained = {
  'debian/control': /^(Maintainer: )(.*)$/m,
  'debian/modules/control': /^(Maintainer: )(.*)$/m,
  'debian/changelog': /^( -- )(.*>)(?= {2})/m,
  'kmod/Documentation/ikwzm,u-dma-buf.yaml': /^( +- )(.*<.*@.*>)$/m,
};

/**
 * Has each package say that the project is at a URL.
 * @param {string} root
 * @param {string} url of the repository, for browsers or for git
 */
export function setAddress(root, url) {
  const base = baseOf(url);
  if (!/^https:\/\/[^/]+\/./.test(base)) {
    throw new Error(`the address ${url} is not of the form https://HOST/PATH`);
  }
  const before = baseOf(readManifest(root, 'protocol').manifest.homepage ?? '');
  for (const file of named) {
    edit(root, file, (text) => text.replaceAll(before, base));
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
 * Has the Debian packages, and the binding of the device tree, name who answers for them.
 * @param {string} root
 * @param {string} maintainer as `NAME <ADDRESS>`
 */
export function setMaintainer(root, maintainer) {
  if (!/^[^<>@]*[^<>@\s] <[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>$/.test(maintainer)) {
    throw new Error(`the maintainer ${maintainer} is not of the form "NAME <ADDRESS>"`);
  }
  for (const [file, place] of Object.entries(maintained)) {
    edit(root, file, (text) => text.replace(place, (_, start) => start + maintainer));
  }
}

/**
 * The files whose maintainer has no address that answers.
 * @param {string} root
 */
export function withoutMaintainer(root) {
  return Object.entries(maintained).flatMap(([file, place]) => {
    const [, , maintainer = '.invalid>'] = place.exec(readFileSync(join(root, file), 'utf8')) ?? [];
    return maintainer.endsWith('.invalid>') ? file : [];
  });
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

/** @param {string} url */
function baseOf(url) {
  return url.replace(/^git\+/, '').replace(/(\.git)?(\/|#.*)?$/, '');
}

/**
 * @param {string} root
 * @param {string} file
 * @param {(text: string) => string} change
 */
function edit(root, file, change) {
  const path = join(root, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
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
