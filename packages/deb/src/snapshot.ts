// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { withoutEpoch } from './epoch.ts';
import { ToolError } from './error.ts';
import { run } from './run.ts';
import { textOf, type SourceFile } from './source-file.ts';

const CHANGELOG = 'debian/changelog';
const DKMS_CONF = /(?:^|\/)dkms\.conf$/;

/** A commit, as versions and changelogs name it. */
interface Commit {
  readonly hash: string;
  /** In UTC, digits alone. */
  readonly time: string;
  /** As changelogs have it. */
  readonly date: string;
}

/** The same files with a version that names the last commit, and comes after the changelog's and before the next one. */
export async function makeSnapshot(root: string, files: readonly SourceFile[]): Promise<readonly SourceFile[]> {
  const changelog = textOf(files, CHANGELOG);
  const entry = /^(?<name>\S+) \((?<version>[^()\s]+)\) (?<suite>[^;]+);/.exec(changelog)?.groups;
  if (entry === undefined) {
    // The check of the changelog says what is wrong.
    return files;
  }
  const commit = await readCommit(root);
  const { name = '', version = '', suite } = entry;
  const [, released = '', revision = ''] = /^(.*?)(-[^-]*)?$/.exec(version) ?? [];
  // What is not released yet comes before its release.
  const upstream = `${released}${suite === 'UNRELEASED' ? '~' : '+'}git${commit.time}.${commit.hash.slice(0, 8)}`;
  const maintainer = /^Maintainer: *(.*)$/m.exec(textOf(files, 'debian/control'))?.[1] ?? '';
  const snapshot =
    `${name} (${upstream}${revision}) UNRELEASED; urgency=medium\n\n  * Commit ${commit.hash}.\n\n` +
    ` -- ${maintainer}  ${commit.date}\n\n`;
  return files.map((file) => {
    const text = file.content.toString();
    if (file.path === CHANGELOG) {
      return { ...file, content: Buffer.from(snapshot + text) };
    }
    if (DKMS_CONF.test(file.path)) {
      const version = new RegExp(`^(PACKAGE_VERSION=["']?)${escape(withoutEpoch(released))}(?=["']?\\s*$)`, 'm');
      return { ...file, content: Buffer.from(text.replace(version, `$1${withoutEpoch(upstream)}`)) };
    }
    return file;
  });
}

function escape(text: string): string {
  return text.replaceAll(/[^\w]/g, '\\$&');
}

async function readCommit(root: string): Promise<Commit> {
  const format = ['--date=format-local:%Y%m%d%H%M%S', '--format=%H %cd %cD'];
  const said = await run('git', ['log', '-1', ...format], { cwd: root, environment: { TZ: 'UTC' } }).catch(() => '');
  const commit = /^(?<hash>\w+) (?<time>\d+) (?<date>.*)$/m.exec(said)?.groups;
  if (commit === undefined) {
    throw new ToolError('--snapshot: nothing is committed yet');
  }
  const { hash = '', time = '', date = '' } = commit;
  return { hash, time, date };
}
