// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Which keys sign a repository, and how clients come from one key to the next: the built tool, gpg and apt.

import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Apt } from './apt.ts';
import { useDirectory } from './directory.ts';
import { makePackage } from './make-package.ts';
import { run, tool } from './run.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);
const repository = (): string => file('repository');

let count = 0;
const someTool = (): string => makePackage(directory(), { Package: 'tool', Version: String(++count) });

function repo(...words: string[]): string {
  return run(tool, ['repo', '--out', repository(), ...words]);
}

/** Ends an agent, and waits until it has ended. */
function endAgent(home: string): void {
  const wait = `while [ -n "$(gpg-connect-agent --homedir "$1" --no-autostart 'getinfo pid' /bye)" ]; do :; done`;
  run('sh', ['-c', `gpgconf --homedir "$1" --kill gpg-agent; ${wait}`, 'sh', file(home)]);
}

/** Makes a key; gives its fingerprint. */
function makeKey(home: string, user: string, passphrase = ''): string {
  mkdirSync(file(home), { recursive: true, mode: 0o700 });
  const gpg = (...words: string[]): string => run('gpg', ['--homedir', file(home), '--batch', ...words]);
  gpg('--pinentry-mode', 'loopback', '--passphrase', passphrase, '--quick-generate-key', user, 'ed25519', 'sign');
  const listing = gpg('--with-colons', '--list-secret-keys', user);
  endAgent(home);
  return /^fpr:+(\w+):$/m.exec(listing)?.[1] ?? '';
}

/** The fingerprints of the primary keys that the repository says are its own. */
function keysOf(path: string): string[] {
  const listing = run('gpg', ['--homedir', directory(), '--batch', '--with-colons', '--show-keys', path]);
  return [...listing.matchAll(/^pub:.*\nfpr:+(\w+):$/gm)].map((match) => match[1] ?? '').sort();
}

/** The keys that a suite is signed with. */
function signersOf(suite = 'stable'): string[] {
  const keyring = ['--keyring', join(repository(), 'x.gpg')];
  const status = run('gpgv', ['--status-fd', '1', ...keyring, join(repository(), 'dists', suite, 'InRelease')]);
  return [...status.matchAll(/^\[GNUPG:\] VALIDSIG (\w+) /gm)].map((match) => match[1] ?? '').sort();
}

const keyringPackages = (suite = 'stable'): string[] => {
  const place = join(repository(), 'pool', suite, 'x/x-archive-keyring');
  return existsSync(place) ? readdirSync(place) : [];
};

test('a key home without the key of the repository is refused, and nothing is made', () => {
  repo('--name', 'x', '--key-home', file('keys'), someTool());
  const state = readlinkSync(repository());
  expect(() => repo('--key-home', file('kesy'), someTool())).toThrow(
    /kesy is not there; it must have the key that signs the repository/,
  );
  expect(existsSync(file('kesy'))).toBe(false);
  makeKey('other', 'other');
  expect(() => repo('--key-home', file('other'), someTool())).toThrow(
    /is signed with the key [0-9A-F]{40}, which .*other does not have/,
  );
  expect(readlinkSync(repository())).toBe(state);
  expect(readdirSync(directory()).filter((name) => name.startsWith('.repository'))).toEqual([state]);
}, 60_000);

test('a key that is made is called after the repository, and that after its packages', () => {
  repo('--key-home', file('keys'), makePackage(directory(), { Package: 'toy' }));
  expect(run('gpg', ['--homedir', directory(), '--show-keys', file('repository/toy.gpg')])).toContain(
    'toy package repository',
  );
  const others = ['a', 'b'].map((name) => makePackage(directory(), { Package: name }));
  // It is called so from then on.
  repo('--key-home', file('keys'), ...others);
  expect(existsSync(file('repository/toy.sources'))).toBe(true);
  expect(() => repo('--name', 'z', '--key-home', file('keys'), ...others)).toThrow(
    'the repository is called toy; apt refuses one that changes its name',
  );
  expect(() => run(tool, ['repo', '--out', file('new'), '--key-home', file('keys'), ...others])).toThrow(
    '--name is missing: the packages are from several sources, a and b',
  );
}, 60_000);

test('of several keys --key says which', () => {
  const [first, second] = [makeKey('keys', 'first'), makeKey('keys', 'second')];
  expect(() => repo('--name', 'x', '--key-home', file('keys'), someTool())).toThrow('has 2 keys: --key says which');
  expect(() => repo('--name', 'x', '--key-home', file('keys'), '--key', 'third', someTool())).toThrow(
    'has no key third',
  );
  repo('--name', 'x', '--key-home', file('keys'), '--key', second, someTool());
  expect(keysOf(file('repository/x.gpg'))).toEqual([second]);
  repo('--key-home', file('keys'), someTool());
  expect(signersOf()).toEqual([second]);
  expect(() => repo('--key-home', file('keys'), '--key', first, someTool())).toThrow(
    /no client of the repository has the key \w+ yet: sign with both for a time/,
  );
}, 60_000);

test('clients come from one key to the next by the keyring package', async () => {
  const [old, next] = [makeKey('keys', 'old'), makeKey('keys', 'next')];
  const home = ['--key-home', file('keys')];
  repo('--name', 'x', ...home, '--key', old, someTool());
  repo(...home, '--suite', 'testing', someTool());
  const client = (name: string): Apt => new Apt(file(name), file('repository/x.sources'), `file:${repository()}`);
  const place = '/usr/share/keyrings/x.gpg';
  expect(readFileSync(file('repository/x.sources'), 'utf8')).toContain(`Signed-By: ${place}\n`);
  const keysBrought = async (apt: Apt): Promise<Buffer> => {
    await apt.run('apt-get', 'update');
    await apt.run('apt-get', 'download', 'x-archive-keyring');
    const [newest = ''] = readdirSync(join(apt.directory, 'work')).sort().reverse();
    run('dpkg-deb', ['--extract', join(apt.directory, 'work', newest), join(apt.directory, 'root')]);
    return readFileSync(join(apt.directory, 'root', place));
  };
  const [diligent, late] = [client('diligent'), client('late')];
  for (const apt of [diligent, late]) {
    expect(await keysBrought(apt)).toEqual(readFileSync(file('repository/x.gpg')));
  }
  const before = keyringPackages();
  repo(...home, '--keep', someTool());
  expect(keyringPackages()).toEqual(before);

  // Signed with both: who knows the old one reads on, and is told of the next.
  repo(...home, '--key', old, '--key', next, '--keep', someTool());
  expect(['stable', 'testing'].map(signersOf)).toEqual([[old, next].sort(), [old, next].sort()]);
  expect(keysOf(file('repository/x.gpg'))).toEqual([old, next].sort());
  expect([keyringPackages('testing'), keyringPackages()]).toEqual([
    keyringPackages(),
    [expect.not.stringMatching(before[0] ?? '')],
  ]);
  diligent.trust(await keysBrought(diligent));
  // Both stay without being named.
  repo(...home, '--keep', someTool());
  expect(signersOf()).toEqual([old, next].sort());

  // The old one is over: for who has not been told, too.
  repo(...home, '--key', next, '--keep', someTool());
  expect(['stable', 'testing'].map(signersOf)).toEqual([[next], [next]]);
  await diligent.run('apt-get', 'update');
  await expect(late.run('apt-get', 'update')).rejects.toThrow('NO_PUBKEY');
}, 120_000);

test('a passphrase is asked for by the agent of the key home, and an agent that runs stays', () => {
  const key = makeKey('keys', 'guarded', 'secret');
  const pinentry = file('pinentry');
  const answers = 'echo OK; while read -r word rest; do [ "$word" != GETPIN ] || echo D secret; echo OK; done';
  writeFileSync(pinentry, `#!/bin/sh\necho asked >>${file('asked')}\n${answers}\n`, { mode: 0o755 });
  writeFileSync(file('keys/gpg-agent.conf'), `pinentry-program ${pinentry}\n`);
  repo('--name', 'x', '--key-home', file('keys'), someTool());
  expect(signersOf()).toEqual([key]);
  expect(readFileSync(file('asked'), 'utf8')).toBe('asked\n');

  run('gpg-agent', ['--homedir', file('keys'), '--daemon']);
  const agent = (): string =>
    run('gpg-connect-agent', ['--homedir', file('keys'), '--no-autostart', 'getinfo pid', '/bye']);
  const pid = agent();
  expect(pid).toMatch(/^D \d+\n/);
  try {
    repo('--key-home', file('keys'), someTool());
    repo('--key-home', file('keys'), someTool());
    // It remembers.
    expect(readFileSync(file('asked'), 'utf8')).toBe('asked\nasked\n');
    expect(agent()).toBe(pid);
  } finally {
    endAgent('keys');
  }
}, 60_000);

test('a home whose path is too long for a socket does too', () => {
  const home = join('keys', 'x'.repeat(120));
  repo('--name', 'x', '--key-home', file(home), someTool());
  repo('--key-home', file(home), someTool());
}, 60_000);

test('where apt finds it is kept, until it is said anew', () => {
  const uri = (): string | undefined => /^URIs: (.*)$/m.exec(readFileSync(file('repository/x.sources'), 'utf8'))?.[1];
  const home = ['--key-home', file('keys')];
  repo('--name', 'x', ...home, someTool());
  expect(uri()).toBe(`file://${repository()}`);
  repo(...home, '--uri', 'https://packages.invalid/x', someTool());
  repo(...home, '--suite', 'testing', someTool());
  expect(uri()).toBe('https://packages.invalid/x');
  expect(readFileSync(file('repository/x-testing.sources'), 'utf8')).toContain('URIs: https://packages.invalid/x\n');
  for (const wrong of ['packages', 'https://a b/', 'https://a/\nSuites: x']) {
    expect(() => repo(...home, '--uri', wrong, someTool())).toThrow('--uri takes a URI');
  }
}, 60_000);
