// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The built command where there are buffers, in name spaces that have a /sys/class, a /dev and a /run of our own. What it
// does with real buffers is tested in the guests.

const built = join(__dirname, '../dist/u-dma-buf-mgr.js');

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-present-'));
  writeFileSync(join(directory, 'place'), place);
});

afterAll(() => rmSync(directory, { recursive: true }));

/** Makes two buffers, `own` and `taken`: the first has its node, the second something else in its place. */
const place = `
set -e
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /sys/class
for name in own taken; do
  mkdir -p /sys/class/u-dma-buf/$name
  cd /sys/class/u-dma-buf/$name
  echo 8192 >size
  echo 0x7b410000 >phys_addr
  echo 1:3 >dev
  echo 32 >dma_mask
  echo 1 >quirk_mmap_mode
  echo manager >origin
  echo 0 >sync_for_device
done
mkdir /run/dev
cd /run/dev
: >own
: >null
: >taken
mount --bind /dev/null own
mount --bind /dev/null null
case $1 in
  file) : >u-dma-buf-mgr ;;
  device)
    : >u-dma-buf-mgr
    mount --bind /dev/null u-dma-buf-mgr
    ;;
esac
shift
mount --rbind /run/dev /dev
exec "$@"
`;

// Root needs no name space of users for a mount of its own, and a chroot gives none.
const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];

type Control = 'device' | 'file' | 'missing';

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What runs a program where the buffers are, and the control device is a device, a file or missing. */
function there(control: Control): string[] {
  return ['unshare', ...asRoot, '--mount', 'sh', join(directory, 'place'), control];
}

function inPlace(control: Control, program: readonly string[], input = ''): Outcome {
  const [unshare = '', ...words] = [...there(control), ...program];
  const { status, stdout, stderr } = spawnSync(unshare, words, { encoding: 'utf8', cwd: directory, input });
  return { status, stdout, stderr };
}

function cli(...words: string[]): Outcome {
  return inPlace('missing', [process.execPath, built, ...words], 'buffers: {}\n');
}

const notItsNode = /^u-dma-buf-mgr: cannot use taken: \/dev\/taken is not its node, /;

test('export has the access of a node, and none of what has its name', () => {
  const { status, stdout } = cli('export');
  expect(status).toBe(0);
  const [, own, taken] = /^buffers:\n {2}"own":\n([^]*) {2}"taken":\n([^]*)$/m.exec(stdout) ?? [];
  expect(own).toMatch(/^ {4}size: 8K\n[^]* {4}owner: \w+\n {4}group: \w+\n {4}mode: "0666"\n$/);
  expect(taken).toMatch(/^ {4}size: 8K\n/);
  expect(taken).not.toMatch(/owner|group|mode:/);
});

test('export gives numbers where the system has no list of users and groups', () => {
  const words = ['mount -t tmpfs tmpfs /etc && exec "$@"', 'sh', process.execPath, built, 'export'];
  const { status, stdout } = inPlace('missing', ['sh', '-c', ...words]);
  expect(stdout).toMatch(/^ {4}owner: \d+\n {4}group: \d+\n/m);
  expect(status).toBe(0);
});

test('cdi describes what has its node, and fails if something else has the name', () => {
  const devices = ({ stdout }: Outcome): string[] =>
    (JSON.parse(stdout) as { devices: { name: string }[] }).devices.map(({ name }) => name);
  const all = cli('cdi');
  expect({ status: all.status, devices: devices(all) }).toEqual({ status: 1, devices: ['own'] });
  expect(all.stderr).toMatch(notItsNode);
  const one = cli('cdi', 'own');
  expect({ status: one.status, devices: devices(one), stderr: one.stderr }).toEqual({
    status: 0,
    devices: ['own'],
    stderr: '',
  });
});

test('apply of no buffers says how many it changed and kept', () => {
  expect(cli('apply', '-')).toEqual({ status: 0, stdout: '0 changed, 0 as configured\n', stderr: '' });
});

test('sync hands over the range and the direction that it is told', () => {
  const show = '"$@" && cat /sys/class/u-dma-buf/own/sync_for_device';
  const words = ['sync', 'own', '--for', 'device', '--direction', 'to-device', '--offset', '4K', '--size', '64'];
  expect(inPlace('missing', ['sh', '-c', show, 'sh', process.execPath, built, ...words])).toEqual({
    status: 0,
    // As the driver packs it: to the device is 1, and 1 says that it is packed.
    stdout: `own is the device's: 64 from 4096\n${(4096n << 32n) | 64n | (1n << 2n) | 1n}`,
    stderr: '',
  });
});

test.each([
  ['n', false],
  ['yes, please', false],
  ['', false],
  ['y', true],
  ['Yes', true],
])('delete --all asks on a terminal; %p is a yes: %p', (answer, isYes) => {
  const line = [...there('missing'), process.execPath, built, 'delete', '--all'].join(' ');
  const { status, stdout } = spawnSync('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
    input: `${answer}\n`,
    encoding: 'utf8',
    cwd: directory,
  });
  expect(stdout).toContain('Delete all 2 of own, taken? [y/N] ');
  // There is no manager here.
  expect(stdout.includes('cannot delete own: /dev/u-dma-buf-mgr does not exist')).toBe(isYes);
  expect(status).toBe(1);
});

test.each([
  ['device', []],
  ['missing', []],
  ['file', ['/dev/u-dma-buf-mgr is a regular file: something was written to it when the module was not loaded.']],
] as const)('doctor, where the control device is: %s', (control, texts) => {
  const { stdout } = inPlace(control, [process.execPath, built, 'doctor', '--json']);
  const { findings } = JSON.parse(stdout) as { findings: { text: string }[] };
  expect(findings.map(({ text }) => text).filter((text) => text.startsWith('/dev/u-dma-buf-mgr '))).toEqual(texts);
});
