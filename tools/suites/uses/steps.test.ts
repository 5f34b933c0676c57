// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { blocks, pattern } from './steps.ts';

const page = [
  '<!-- build -->',
  '',
  '```console',
  '$ gcc -o a a.c',
  '```',
  '',
  '```console',
  '# echo one',
  'one',
  '$ for i in 1 2; do',
  '>   echo $i',
  '> done',
  '1',
  '2',
  '```',
  '<!-- not run: it needs a network -->',
  '```console',
  '# apt install a',
  '```',
  '```c',
  '# no command',
  '```',
].join('\n');

test('a page has blocks of commands, each with what it prints', () => {
  expect(blocks(page)).toEqual([
    { where: 'build', steps: [{ command: 'gcc -o a a.c', output: [] }] },
    {
      where: 'machine',
      steps: [
        { command: 'echo one', output: ['one'] },
        { command: 'for i in 1 2; do\n  echo $i\ndone', output: ['1', '2'] },
      ],
    },
    { where: 'not run: it needs a network', steps: [{ command: 'apt install a', output: [] }] },
  ]);
});

test('a block that does not begin with a command is a mistake', () => {
  expect(() => blocks('```console\noutput\n```\n')).toThrow('a block begins without a command: output');
});

test('an address may be another one, and an ellipsis stands for anything', () => {
  const expression = new RegExp(`^${pattern('udmabuf8: 64K at 0x7b410000, (612)  … a.b')}$`);
  expect('udmabuf8: 64K at 0x12345000, (612)    any text a.b').toMatch(expression);
  expect('udmabuf8: 64K at 0x12345000, (612) any text a_b').not.toMatch(expression);
});

test('short numbers must be the same', () => {
  expect('0x1000').not.toMatch(new RegExp(`^${pattern('0x5a')}$`));
});
