// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MMAP_MODES } from '@u-dma-buf-mgr/protocol';

import { version } from '../package.json';

// The built command, alone in a directory, under every Node that it is to run on. The machine that builds it has no
// u-dma-buf modules; what the command does with them is tested in the guests.

const built = join(__dirname, '../dist/u-dma-buf-mgr.js');
const repository = join(__dirname, '../../..');
const toInstall = 'install Node.js 18 or newer (Debian 12 and newer: apt install nodejs)';
const nodes = new Map(
  execFileSync(join(repository, 'tools/workspace/node-versions'), { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((node) => [/node\/([0-9]+)/.exec(node)?.[1] ?? node, node]),
);
const majors = [...nodes.keys()];

let directory: string;
let bundle: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-cli-'));
  bundle = join(directory, 'u-dma-buf-mgr');
  copyFileSync(built, bundle);
});

afterAll(() => rmSync(directory, { recursive: true }));

/** What V8 writes to NODE_V8_COVERAGE: the scripts of which some function was called. */
interface Coverage {
  readonly result: readonly { readonly url: string }[];
}

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(node: string, words: readonly string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(node, [bundle, ...words], { encoding: 'utf8', cwd: '/' });
  return { status, stdout, stderr };
}

describe.each(majors)('Node %s', (major) => {
  const command = (...words: string[]): Outcome => run(nodes.get(major) ?? '', words);

  test('is that one', () => {
    expect(execFileSync(nodes.get(major) ?? '', ['--version'], { encoding: 'utf8' })).toMatch(
      new RegExp(`^v${major}\\.`),
    );
  });

  test.each(['--version', '-V'])('%s', (word) => {
    expect(command(word)).toEqual({ status: 0, stdout: `u-dma-buf-mgr ${version} (${process.arch})\n`, stderr: '' });
  });

  test.each([
    ['--help'],
    ['-h'],
    ['help'],
    ['help', 'create'],
    ['create', '--help'],
    ['delete', '-h'],
    ['list', '--help'],
  ])('%s %s', (...words) => {
    const { status, stdout, stderr } = command(...words);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^usage: u-dma-buf-mgr /);
  });

  test('list without the module: nothing for a script', () => {
    expect(command('list')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(command('list', '--json')).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
  });

  test.each(['64K', '5G'])('create of %s without the module', (size) => {
    expect(command('create', 'udmabuf8', size)).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'u-dma-buf-mgr: cannot create udmabuf8: /dev/u-dma-buf-mgr does not exist\n' +
        'hint: load the module: modprobe u-dma-buf-mgr\n',
    });
  });

  test('delete of two without the module says so once', () => {
    const { status, stderr } = command('delete', 'a', 'b');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^u-dma-buf-mgr: cannot delete a: .*\nhint: load the module: .*\n$/);
  });

  test.each<[string[], string, string]>([
    [[], 'a command is missing', 'see u-dma-buf-mgr --help'],
    [['craete', 'a', '1'], 'there is no command "craete"', 'did you mean create?'],
    [['help', 'craete'], 'there is no command "craete"', 'did you mean create?'],
    [['frobnicate'], 'there is no command "frobnicate"', 'see u-dma-buf-mgr --help'],
    [['--verison'], 'there is no option "--verison"', 'did you mean --version?'],
    [['list', '--jsno'], 'list: there is no option "--jsno"', 'did you mean --json?'],
    [['create', 'a'], 'create: SIZE is missing', 'see u-dma-buf-mgr create --help'],
    [
      ['create', 'a', '64KB'],
      'size "64KB" is not valid; allowed: more than 0 and less than 2^64 bytes, as a decimal or 0x hexadecimal number ' +
        'or with K, M, G, T (KiB, MiB, GiB, TiB)',
      'write 64K for powers of 1024, or count the bytes for powers of 1000',
    ],
    [
      ['create', '../x', '1'],
      'buffer name "../x" is not valid; allowed: 1 to 63 characters of A-Z a-z 0-9 . _ @ : + - of which the first is ' +
        'a letter or a digit',
      'see u-dma-buf-mgr --help',
    ],
    [
      ['create', 'a', '1', '--bus', 'pcl', '--device', 'd'],
      'bus "pcl" is not valid; allowed: platform, pci, pcie_port, pci_express, amba',
      'did you mean pci?',
    ],
    [
      ['create', 'a', '1', '--dma-mask', '8'],
      'DMA mask "8" is not valid; allowed: 12 to 64 bits',
      'see u-dma-buf-mgr --help',
    ],
    [
      ['create', 'a', '1', '--mmap', 'pages'],
      `mmap mode "pages" is not valid; allowed: ${MMAP_MODES.join(', ')}`,
      'did you mean page?',
    ],
    [
      ['create', 'a', '1', '--bus', 'pci'],
      'combination of options "bus=pci" is not valid; allowed: a bus together with a device on it',
      'see u-dma-buf-mgr --help',
    ],
    [['delete', 'a', 'b/c'], expect.stringMatching(/^buffer name "b\/c" is not valid; /), 'see u-dma-buf-mgr --help'],
  ])('%p is misuse', (words, message, hint) => {
    const { status, stdout, stderr } = command(...words);
    const [, said, hinted] = /^u-dma-buf-mgr: (.*)\nhint: (.*)\n$/.exec(stderr) ?? [];
    expect({ status, stdout, said, hinted }).toEqual({ status: 2, stdout: '', said: message, hinted: hint });
  });
});

describe('output', () => {
  const shell = (script: string): Outcome => {
    const { status, stdout, stderr } = spawnSync('bash', ['-c', script, 'bash', process.execPath, bundle], {
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };

  test('that nobody reads any more is no reason for a message', () => {
    const { stdout, stderr } = shell('{ sleep 0.3; "$1" "$2" --help; echo "$?" >&3; } 3>&1 1> >(exec true)');
    expect(stderr).toBe('');
    expect(stdout).toBe('1\n');
  });

  test('that does not fit is an error', () => {
    expect(shell('"$1" "$2" --help >/dev/full')).toEqual({
      status: 1,
      stdout: '',
      stderr: 'u-dma-buf-mgr: ENOSPC: no space left on device, write\n',
    });
  });

  test('on a terminal, an empty list says so', () => {
    const { status, stdout } = shell("script -qec \"'$1' '$2' list\" /dev/null");
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: 'There are no buffers: the module u-dma-buf is not loaded.\r\n',
    });
  });
});

describe('the file', () => {
  test('can be run by its name', () => {
    expect(statSync(built).mode & 0o777).toBe(0o755);
    expect(readFileSync(built, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const link = join(directory, 'with a blank');
    symlinkSync(built, link);
    expect(execFileSync(link, ['--version'], { encoding: 'utf8' })).toContain(version);
    expect(spawnSync(link, ['delete', 'a  b', '*'], { encoding: 'utf8' }).stderr).toContain('"a  b"');
  });

  test.each(['sh', 'dash', 'bash'])('says what to install where there is no Node, by %s', (shell) => {
    const [path] = execFileSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).split('\n');
    expect(spawnSync(path ?? '', [built, 'list'], { encoding: 'utf8', env: { PATH: directory } })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `u-dma-buf-mgr: there is no Node.js: ${toInstall}\n`,
    });
  });

  // Debian 11 and Ubuntu 22.04 have 12; tools/suites/lives/run runs the command on that. Syntax of 14 would not get so far there.
  test('says what to install where Node is too old', () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '12.22.12' });";
    const words = ['--import', `data:text/javascript,${old}`, built, 'list'];
    expect(spawnSync(nodes.get('20') ?? '', words, { encoding: 'utf8' })).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `u-dma-buf-mgr: Node.js 12.22.12 is too old (${nodes.get('20')}): ${toInstall}\n`,
    });
  });

  test('needs nothing but Node', () => {
    const required = [...readFileSync(built, 'utf8').matchAll(/(?:require|__load)\("([^"]*)"\)/g)].map(
      ([, name]) => name ?? '',
    );
    expect(required).toContain('node:fs');
    expect(required.filter((name) => !/^(node:|\.\/)/.test(name))).toEqual([]);
  });

  /** The commands, and what is said of them or of an error, that a call of the program evaluates. */
  function evaluated(...words: string[]): string[] {
    const coverage = mkdtempSync(join(directory, 'coverage-'));
    spawnSync(process.execPath, [bundle, ...words], { env: { ...process.env, NODE_V8_COVERAGE: coverage } });
    const [file = ''] = readdirSync(coverage);
    const { result } = JSON.parse(readFileSync(join(coverage, file), 'utf8')) as Coverage;
    return result
      .flatMap(
        ({ url }) => /\/cli\/src\/(?:commands\/)?((?<=commands\/)[\w.]+|explain|version)\.ts/.exec(url)?.[1] ?? [],
      )
      .sort();
  }

  test('evaluates nothing but what the command in use needs', () => {
    expect(evaluated('list')).toEqual(['list', 'list.help']);
    expect(evaluated('delete', 'a')).toEqual(['delete', 'delete.help']);
    expect(evaluated('create', 'a')).toEqual(['create.help', 'explain']);
    expect(evaluated('diff', '/dev/null')).toEqual(['diff', 'diff.help']);
    expect(evaluated('--version')).toEqual(['version']);
    expect(evaluated('help', 'create')).toEqual(expect.arrayContaining(['create.help', 'help', 'help.help']));
    expect(evaluated('--help')).toContain('create.help');
  });

  test('an error that nobody expects names its source', () => {
    const broken = join(directory, 'broken');
    writeFileSync(broken, readFileSync(built, 'utf8').replace('function formatList(', 'null.x;function formatList('));
    const { stderr } = spawnSync(process.execPath, [broken, 'list', '--json'], { encoding: 'utf8' });
    expect(stderr).toMatch(/^TypeError: .*\n +at .*\/broken\/cli\/src\/buffers\/json\.ts\+\d+:1:/m);
  });

  test('takes the architecture of its package', () => {
    const text = readFileSync(built, 'utf8');
    expect(text.match(/@DEB_HOST_ARCH@/g)).toHaveLength(1);
    const packaged = join(directory, 'packaged');
    writeFileSync(packaged, text.replace('@DEB_HOST_ARCH@', 'riscv64'));
    chmodSync(packaged, 0o755);
    expect(execFileSync(process.execPath, [packaged, '--version'], { encoding: 'utf8' })).toBe(
      `u-dma-buf-mgr ${version} (riscv64)\n`,
    );
  });

  test('is small', () => {
    expect(statSync(built).size).toBeLessThan(330_000);
  });
});
