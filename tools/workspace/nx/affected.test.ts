// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(__dirname, '../../..');

/** Whose machines have the Debian packages. */
const installed = ['debian', 'doctor', 'fleet', 'image', 'lives', 'package', 'secure-boot', 'unconfigured'].map(
  (room) => `e2e-${room}`,
);
/** Whose machines have the built command, beside the modules. */
const withCommand = ['command', 'container', 'memory', 'people', 'uses'].map((room) => `e2e-${room}`);
const withModules = [...withCommand, 'e2e-client', 'e2e-kernel', 'e2e-parsers'];
const fromModules = ['debian', 'kmod', ...installed, ...withModules];
/** The tools print the commands into the README. */
const fromCommand = ['cli', 'debian', 'tools', ...installed, ...withCommand];
const fromClient = ['client', 'docs', 'e2e-client', 'examples', ...fromCommand];

/** What a change of one file affects, and nothing else. */
const table: [file: string, affected: string[]][] = [
  // The tests of the tools compare the list of mutants with the sources.
  ['kmod/u-dma-buf/contig.c', ['tools', ...fromModules]],
  ['kmod/include/uapi/u-dma-buf-ioctl.h', fromModules],
  ['packages/cli/src/commands/create.help.ts', fromCommand],
  ['packages/protocol/src/command.ts', ['protocol', 'e2e-parsers', 'kmod', ...fromClient, ...fromModules]],
  ['packages/client/src/index.ts', fromClient],
  ['packages/client/README.md', fromClient],
  ['packages/deb/src/pool.ts', ['deb', 'debian', ...installed]],
  ['LICENSES/BSD-2-Clause.txt', ['deb', 'protocol', 'e2e-parsers', 'kmod', ...fromClient, ...fromModules]],
  // The doctor's tests read the rules.
  ['debian/u-dma-buf-mgr.udev', fromCommand],
  ['debian/u-dma-buf-mgr.u-dma-buf-mgr.service', ['debian', 'tools', ...installed]],
  ['tools/suites/kernel/device-trees/buffers.dtsi', ['e2e-kernel', 'tools']],
  ['examples/edu-dma/main.ts', ['e2e-client', 'e2e-uses', 'examples']],
];

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

const files = table.map(([file]) => file);
const answer = execFileSync('node', [join(__dirname, 'affected.cjs'), ...files], { cwd: repository, encoding: 'utf8' });
const told = JSON.parse(answer) as Record<string, string[]>;

test.each(table)('%s affects what it can break, and nothing else', (file, affected) => {
  expect(existsSync(join(repository, file))).toBe(true);
  expect(sorted((told[file] ?? []).map((name) => name.replace('@u-dma-buf-mgr/', '')))).toEqual(sorted(affected));
});
