// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = join(__dirname, '../../..');
const read = (path: string): string => readFileSync(join(repository, path), 'utf8');

/**
 * Whatever the module gives as a reason is a string of several words; what it logs has a conversion in it, and what
 * modinfo says of a parameter is no reason.
 */
function reasonsIn(...files: string[]): string[] {
  const sources = files.map((file) => read(`kmod/u-dma-buf-mgr/${file}`)).join('\n');
  const code = sources.replaceAll(/\/\*[^]*?\*\/|^MODULE_PARM_DESC\([^]*?\);$/gm, '');
  return Array.from(code.matchAll(/"([a-z][^"%\n]+ [^"%\n]+)"/g), ([, reason = '']) => reason);
}

const page = read('docs/command-language.md');
const reasons = read('packages/protocol/src/reasons.ts');

test.each(reasonsIn('stream.c', 'command.c', 'execute.c', 'account.c'))('the page explains "%s"', (reason) => {
  expect(page).toContain(`\`${reason}\``);
});

test.each(reasonsIn('stream.c', 'command.c'))('the protocol package says "%s" too', (reason) => {
  expect(reasons).toContain(`'${reason}'`);
});
