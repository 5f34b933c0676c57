// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { loadHelp } from '../command-table.ts';
import type { CommandHelp } from '../command.ts';
import type { HelpTable } from '../help/help-table.ts';
import { completionScript } from './script.ts';

// What the scripts say. That the shells take it so is tested by test/completion.test.ts, with the shells.

/** Each test evaluates the help anew: by that `nx mutate` knows that the test comes by it. */
beforeEach(() => jest.resetModules());

const command: CommandHelp = {
  name: 'imagine',
  summary: "Imagine it's there. Then look.",
  paragraphs: [],
  operands: [
    { name: 'NAME', text: 'A name.' },
    { name: 'BUFFER', kind: 'buffer', text: 'A buffer.', repeatable: true },
  ],
  options: [
    { name: '--dry-run', short: '-n', text: 'Do nothing: [only] say so.' },
    { name: '--out', short: '-o', value: 'FILE', kind: 'file', text: 'A file.' },
    { name: '--device', value: 'DEVICE', kind: 'device', text: 'A device.' },
    { name: '--mode', value: 'MODE', kind: ['on', 'off'], text: 'A mode.' },
    { name: '--size', value: 'SIZE', text: 'A size.' },
  ],
  examples: [],
};

const table: HelpTable = {
  program: 'u-dma-buf-mgr',
  summary: '',
  paragraphs: [],
  options: [{ name: '--version', short: '-V', text: 'Show the version.' }],
  commands: [command],
  exitStatuses: [],
  seeAlso: [],
  environment: [],
  files: [],
};

/** The lines of a script that match. */
function lines(script: string, pattern: RegExp): string[] {
  return script.split('\n').filter((line) => pattern.test(line));
}

test.each(['bash', 'fish'] as const)('the script of %s begins with its licence and with who printed it', (shell) => {
  expect(completionScript(shell, table).split('\n').slice(0, 3)).toEqual([
    '# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers',
    '# SPDX-License-Identifier: BSD-2-Clause',
    `# Printed by: u-dma-buf-mgr completion ${shell}`,
  ]);
});

test('that of zsh begins with what compinit looks for', () => {
  expect(completionScript('zsh', table).split('\n').slice(0, 4)).toEqual([
    '#compdef u-dma-buf-mgr',
    '# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers',
    '# SPDX-License-Identifier: BSD-2-Clause',
    '# Printed by: u-dma-buf-mgr completion zsh',
  ]);
});

test('bash knows the words of each option and operand that has a value', () => {
  const [, grammar = ''] = /^ {2}case \$1 in\n([^]*?)\n {2}esac$/m.exec(completionScript('bash', table)) ?? [];
  expect(grammar.split('\n')).toEqual([
    "    imagine:options) echo '--dry-run -n --out -o --device --mode --size --quiet -q --help -h' ;;",
    "    imagine:--out | imagine:-o) echo 'file' ;;",
    "    imagine:--device) echo 'device' ;;",
    "    imagine:--mode) echo 'on off' ;;",
    "    imagine:--size) echo '-' ;;",
    "    imagine:0) echo '-' ;;",
    "    imagine:1) echo 'buffer' ;;",
    "    imagine:last) echo 'buffer' ;;",
    "    :options) echo 'imagine --version -V' ;;",
  ]);
});

test('fish has a line for each command, option and kind of operand', () => {
  const [first, ...completions] = lines(completionScript('fish', table), /^complete /);
  const own = "complete -c u-dma-buf-mgr -n '__fish_seen_subcommand_from imagine'";
  expect(first).toBe('complete -c u-dma-buf-mgr -f');
  expect(completions.filter((line) => !/ -l (help|quiet) /.test(line))).toEqual([
    "complete -c u-dma-buf-mgr -n '__fish_use_subcommand' -l version -s V -d 'Show the version'",
    "complete -c u-dma-buf-mgr -n '__fish_use_subcommand' -a imagine -d 'Imagine it\\'s there'",
    `${own} -l dry-run -s n -d 'Do nothing'`,
    `${own} -l out -s o -d 'A file' -r -F`,
    `${own} -l device -d 'A device' -r -f -a '(__u_dma_buf_mgr_devices)'`,
    `${own} -l mode -d 'A mode' -r -f -a 'on off'`,
    `${own} -l size -d 'A size' -r -f`,
    `${own} -f -a '(__u_dma_buf_mgr_buffers)'`,
  ]);
  expect(completions.filter((line) => / -l (help|quiet) /.test(line))).toHaveLength(2);
});

test('zsh has the arguments of each command', () => {
  const script = completionScript('zsh', table);
  expect(script).toContain("  local -a commands=(\n    'imagine:Imagine it'\\''s there'\n  )\n");
  const [specs = ''] = lines(script, /^ {8}imagine\) /);
  expect(specs).toContain("'(--dry-run -n)--dry-run[Do nothing]' '(--dry-run -n)-n[Do nothing]' ");
  expect(specs).toContain("'(--out -o)--out=[A file]:FILE:_files' '(--out -o)-o[A file]:FILE:_files' ");
  expect(specs).toContain("'(--device)--device=[A device]:DEVICE:_u_dma_buf_mgr_devices' ");
  expect(specs).toContain("'(--mode)--mode=[A mode]:MODE:(on off)' '(--size)--size=[A size]:SIZE: ' ");
  expect(specs).toMatch(/ '1:NAME: ' '\*:BUFFER:_u_dma_buf_mgr_buffers' ;;$/);
});

test.each(['apply', 'diff'] as const)('%s takes files', async (name) => {
  const script = completionScript('bash', { ...table, commands: [await loadHelp(name)] });
  expect(lines(script, /:(0|last)\) /)).toEqual([`    ${name}:0) echo 'file' ;;`, `    ${name}:last) echo 'file' ;;`]);
});
