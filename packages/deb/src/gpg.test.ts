// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real gpg and its agent.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { run } from '../test/run.ts';
import { withGpg } from './gpg.ts';

const directory = useDirectory();

function makeHome(name: string): string {
  const home = join(directory(), name);
  mkdirSync(home, { mode: 0o700 });
  return home;
}

const agentOf = (home: string): string =>
  run('gpg-connect-agent', ['--homedir', home, '--no-autostart', 'getinfo pid', '/bye']);

test('an agent that runs in the home already stays', async () => {
  const home = makeHome('keys');
  // The agent would keep a pipe open.
  execFileSync('gpg-agent', ['--homedir', home, '--daemon'], { stdio: 'ignore' });
  try {
    const before = agentOf(home);
    expect(before).toMatch(/^D \d+\nOK\n$/);
    let during = '';
    await withGpg(home, () => {
      during = agentOf(home);
      return Promise.resolve();
    });
    expect(during).toBe(before);
    expect(agentOf(home)).toBe(before);
  } finally {
    run('gpgconf', ['--homedir', home, '--kill', 'gpg-agent']);
  }
}, 60_000);

test('the path of a home may be longer than that of a socket', async () => {
  const home = makeHome('long'.repeat(40));
  await withGpg(home, async (gpg) => {
    await gpg('--pinentry-mode', 'loopback', '--passphrase', '', '--quick-generate-key', 'x', 'ed25519', 'sign');
    expect(await gpg('--with-colons', '--list-secret-keys')).toContain('sec:');
  });
}, 60_000);
