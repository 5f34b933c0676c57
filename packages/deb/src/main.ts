// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import manifest from '../package.json';
import { build } from './build.ts';
import { parseCommandLine, type Command } from './command-line.ts';
import { isSystemError, ToolError, UsageError } from './error.ts';
import { helpText } from './help.ts';
import { modules } from './modules.ts';
import { repo } from './repo.ts';

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function run(command: Command): Promise<void> {
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText(command.topic));
      return;
    case 'version':
      print(manifest.version);
      return;
    case 'build':
      return build(command, print);
    case 'modules':
      return modules(command, print);
    case 'repo':
      return repo(command, print);
  }
}

function explain(error: unknown): void {
  if (!(error instanceof ToolError || isSystemError(error))) {
    throw error;
  }
  const hint = error instanceof UsageError ? '\nTry u-dma-buf-mgr-deb --help.' : '';
  process.stderr.write(`u-dma-buf-mgr-deb: ${error.message}${hint}\n`);
  process.exitCode = error instanceof ToolError ? error.exitStatus : 1;
}

// Packages and repositories are for others to read, and the same whoever makes them.
process.umask(0o022);
Promise.resolve(process.argv.slice(2)).then(parseCommandLine).then(run).catch(explain);
