// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A registry of npm packages on this machine. It knows no other registry, and everybody may publish.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { run } from './run.mjs';

const manifest = {
  private: true,
  // With what it depends on, it has as many packages as the whole workspace, and only a rehearsal wants it.
  dependencies: { verdaccio: '6.8.0' },
  // It asks for a version by a tag, and not every mirror of the registry has tags.
  overrides: { 'node-fetch': '2.7.0' },
};

/** @param {string} directory */
export function installRegistry(directory) {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  run(directory, 'npm', 'install', '--ignore-scripts', '--loglevel=error');
}

/**
 * @param {string} program where it is installed
 * @param {string} directory for what is published
 * @param {number} port
 * @param {readonly string[]} refused the packages that nobody may publish
 */
export async function startRegistry(program, directory, port, refused = []) {
  mkdirSync(directory, { recursive: true });
  const config = join(directory, 'config.yaml');
  writeFileSync(config, JSON.stringify(describeRegistry(directory, refused)));
  const log = openSync(join(directory, 'log'), 'a');
  const words = [join(program, 'node_modules/.bin/verdaccio'), '--config', config, '--listen', `127.0.0.1:${port}`];
  const registry = spawn(process.execPath, words, { stdio: ['ignore', log, log] });
  const url = `http://127.0.0.1:${port}/`;
  while (!(await answers(`${url}-/ping`))) {
    if (registry.exitCode !== null) {
      throw new Error(`the registry ended with status ${registry.exitCode}: ${directory}/log`);
    }
    await setTimeout(200);
  }
  return {
    url,
    /**
     * Everything that it knows of a package, and when each version was published.
     * @param {string} name
     */
    async describe(name) {
      const response = await fetch(`${url}${name.replace('/', '%2f')}`);
      return response.ok ? response.json() : undefined;
    },
    async stop() {
      registry.kill();
      await once(registry, 'exit');
    },
  };
}

/**
 * @param {string} directory
 * @param {readonly string[]} refused
 */
function describeRegistry(directory, refused) {
  const everybody = { access: '$all', publish: '$all' };
  const nobody = { access: '$all', publish: 'nobody' };
  return {
    storage: join(directory, 'storage'),
    auth: { htpasswd: { file: join(directory, 'users'), max_users: -1 } },
    packages: { ...Object.fromEntries(refused.map((name) => [name, nobody])), '**': everybody },
    web: { enable: false },
    log: { type: 'stdout', format: 'pretty', level: 'http' },
  };
}

/** @param {string} url */
async function answers(url) {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

export async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}
