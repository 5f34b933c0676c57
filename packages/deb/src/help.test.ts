// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { helpText } from './help.ts';

/** The options that the first words of a text name, and those that it explains. */
function optionsIn(text: string) {
  const [usage = '', ...rest] = text.split('\n\n');
  const named = usage.match(/--[a-z-]+/g) ?? [];
  const explained =
    rest
      .join('\n')
      .match(/^ {2}(?:-h, )?--[a-z-]+/gm)
      ?.map((line) => line.replace(/^.* /, '')) ?? [];
  return { named, explained };
}

test.each([
  ['build', ['--out', '--arch', '--snapshot', '--key-home', '--key', '--remove-older', '--dry-run']],
  ['source', ['--out', '--snapshot', '--key-home', '--key', '--remove-older', '--dry-run']],
  [
    'modules',
    [
      '--out',
      '--kernel',
      '--arch',
      '--headers',
      '--make',
      '--sign-key',
      '--sign-certificate',
      '--snapshot',
      '--remove-older',
      '--dry-run',
    ],
  ],
  ['repo', ['--out', '--key-home', '--key', '--suite', '--keep', '--uri', '--name']],
] as const)('the help of %s explains the options that it names', (topic, options) => {
  const text = helpText(topic);
  expect(text.startsWith(`Usage: u-dma-buf-mgr-deb ${topic} `)).toBe(true);
  const { named, explained } = optionsIn(text);
  expect(named).toEqual(options);
  expect([...explained].sort()).toEqual([...options, '--help'].sort());
});

test('the general help has the commands and the exit status', () => {
  const text = helpText(undefined);
  expect(text.match(/^ {2}(?:build|source|modules|repo) {2,}/gm)).toHaveLength(4);
  expect(text).toContain('Exit status: 0 done, 1 failed, 2 wrong usage, 3 errors in the Debian source package.\n');
});
