// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { commandNames } from '../src/command-table.ts';

// The shells themselves complete: what somebody types, with tabs, goes to each on a terminal of its own.

const built = join(__dirname, '../dist/u-dma-buf-mgr.js');
const typed = ['completion', 'create', 'doctor'];

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-completion-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    writeFileSync(join(directory, shell), execFileSync(process.execPath, [built, 'completion', shell]));
  }
  writeFileSync(join(directory, 'only.yaml'), '');
});

afterAll(() => rmSync(directory, { recursive: true }));

/** A device that this machine has on a bus: a name that nothing else there begins with, and its first letters. */
function device(bus: string): { name: string; start: string } {
  const names = readdirSync(`/sys/bus/${bus}/devices`);
  const start = (name: string): string => name.slice(0, -1);
  const name = names.find((one) => names.filter((other) => other.startsWith(start(one))).length === 1) ?? '';
  return { name, start: start(name) };
}

// Root needs no name space of users for a mount of its own, and a chroot gives none.
const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];

// A /sys/class of our own, with three buffers.
const classOfOurs =
  'mount -t tmpfs tmpfs /sys/class && mkdir -p /sys/class/u-dma-buf/udmabuf8 /sys/class/u-dma-buf/udmabuf9 /sys/class/u-dma-buf/dma:1';

/** Runs a shell on a terminal, and types a line, a key at a time as far as the shell can tell. */
function typeInto(shell: string, start: string, line: string): string[] {
  const input = `${start}\n${line}\nexit\n`;
  const { stdout } = spawnSync(
    'unshare',
    [...asRoot, '--mount', 'sh', '-c', `${classOfOurs} && exec script --quiet --command '${shell}' /dev/null`],
    { input, encoding: 'utf8', cwd: directory, env: { ...process.env, TERM: 'dumb', HOME: directory } },
  );
  // The command that the line calls prints its words so.
  return [...stdout.matchAll(/<<([^<>\r\n]*)>>/g)].map(([, word = '']) => word);
}

// Not as it stands here, since the shell echoes what is typed.
const stub = 'u-dma-buf-mgr() { for word in "$@"; do printf \'%s\\n\' "<""<$word>"">"; done; }';

const interactive: Record<string, (line: string) => string[]> = {
  bash: (line) => typeInto('bash --norc --noprofile -i', `. ./bash; ${stub}`, line),
  zsh: (line) => typeInto('zsh -f -i', `autoload -U compinit; compinit -u -D; . ./zsh; ${stub}`, line),
};

describe.each(['bash', 'zsh'])('%s completes', (shell) => {
  const pci = device('pci');
  const platform = device('platform');

  test.each<[what: string, line: string, words: string[]]>([
    ['a command', 'u-dma-buf-mgr doc\t', ['doctor']],
    ['an option of the program', 'u-dma-buf-mgr --ver\t', ['--version']],
    ['an option', 'u-dma-buf-mgr list --js\t', ['list', '--json']],
    ['an option that every command has', 'u-dma-buf-mgr list --qu\t', ['list', '--quiet']],
    ['one of some words', 'u-dma-buf-mgr create a 4K --mmap pa\t', ['create', 'a', '4K', '--mmap', 'page']],
    ['a buffer', 'u-dma-buf-mgr show dm\t', ['show', 'dma:1']],
    ['the second of several buffers', 'u-dma-buf-mgr show udmabuf8 dm\t', ['show', 'udmabuf8', 'dma:1']],
    [
      'a device of the default bus',
      `u-dma-buf-mgr doctor --device ${platform.start}\t`,
      ['doctor', '--device', platform.name],
    ],
    [
      'a device of another bus, with its colons',
      `u-dma-buf-mgr create a 4K --bus pci --device ${pci.start}\t`,
      ['create', 'a', '4K', '--bus', 'pci', '--device', pci.name],
    ],
    ['a shell', 'u-dma-buf-mgr completion zs\t', ['completion', 'zsh']],
    ['a command to explain', 'u-dma-buf-mgr help doc\t', ['help', 'doctor']],
    ['nothing, where nobody knows', 'u-dma-buf-mgr create udm\t', ['create', 'udm']],
  ])('%s', (_, line, words) => {
    expect(interactive[shell]?.(line)).toEqual(words);
  });
});

describe('fish completes', () => {
  const complete = (line: string): string[] => {
    const { stdout } = spawnSync(
      'unshare',
      [
        ...asRoot,
        '--mount',
        'sh',
        '-c',
        `${classOfOurs} && exec fish --no-config -c '. ./fish; complete -C "$argv[1]"' "$1"`,
        'sh',
        line,
      ],
      { encoding: 'utf8', cwd: directory, env: { ...process.env, HOME: directory } },
    );
    return stdout
      .trim()
      .split('\n')
      .map((text) => text.split('\t')[0] ?? '');
  };

  test('a command', () => {
    expect(complete('u-dma-buf-mgr ')).toEqual(expect.arrayContaining(typed));
    expect(complete('u-dma-buf-mgr ').sort()).toEqual([...commandNames].sort());
  });

  test.each<[what: string, line: string, words: string[]]>([
    ['an option', 'u-dma-buf-mgr list --js', ['--json']],
    ['an option that every command has', 'u-dma-buf-mgr list --qu', ['--quiet']],
    ['one of some words', 'u-dma-buf-mgr create a 4K --mmap pa', ['page']],
    ['a buffer', 'u-dma-buf-mgr show dm', ['dma:1']],
    ['buffers', 'u-dma-buf-mgr show u', ['udmabuf8', 'udmabuf9']],
    ['a device of another bus', `u-dma-buf-mgr doctor --bus pci --device ${device('pci').start}`, [device('pci').name]],
    ['a shell', 'u-dma-buf-mgr completion z', ['zsh']],
    ['a command to explain', 'u-dma-buf-mgr help doc', ['doctor']],
  ])('%s', (_, line, words) => {
    expect(complete(line)).toEqual(words);
  });
});
