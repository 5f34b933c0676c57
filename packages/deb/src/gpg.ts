// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { startCompanion, waitingCommand } from './companion.ts';
import { run } from './run.ts';

/** Calls gpg without a question, but for those of the agent; gives what it says. */
export type Gpg = (...words: readonly string[]) => Promise<string>;

/** The status of gpg-agent where one runs already. */
const IS_RUNNING = 2;

/** The agent has ended when it no longer answers: one that is about to end is not to be taken for one that runs. */
const END_AGENT = `exec 2>/dev/null
gpgconf --homedir "$1" --kill gpg-agent
while [ -n "$(gpg-connect-agent --homedir "$1" --no-autostart 'getinfo pid' /bye)" ]; do sleep 0.02; done`;

/** The agent's sockets lie in the home, and a socket's path is limited to some hundred bytes. */
const LONGEST_HOME = 80;

/**
 * Lends gpg with a home. The agent that knows the passphrases of the home is the one that runs there, which stays; or else
 * one that ends with this process.
 */
export async function withGpg(keyHome: string, use: (gpg: Gpg) => Promise<void>): Promise<void> {
  const path = resolve(keyHome);
  const handle = path.length > LONGEST_HOME ? await open(path) : undefined;
  const home = handle === undefined ? path : `/proc/${process.pid}/fd/${handle.fd}`;
  try {
    const command = ['--homedir', home, '--daemon', ...waitingCommand(END_AGENT, home)];
    const agent = await startCompanion('gpg-agent', command, IS_RUNNING);
    try {
      await use((...words) => run('gpg', ['--homedir', home, '--batch', ...words]));
    } finally {
      await agent?.end();
    }
  } finally {
    await handle?.close();
  }
}
