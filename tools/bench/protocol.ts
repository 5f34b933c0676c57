// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What `tools/bench/run protocol` runs: ROUNDS, the C program, and a file to write the commands to.

import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

import { CommandStream, createCommand, deleteCommand, format } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

const COMMANDS = 10_000;
/** That all commands are parsed, or written, in one round. */
const TIMES = 40;

const [rounds = '', parseInC = '', scratch = ''] = process.argv.slice(2);

const commands = Array.from({ length: COMMANDS }, (_, index): Command => {
  const name = `udmabuf${index}`;
  switch (index % 4) {
    case 0:
      return createCommand({ name, size: 4096 * index + 1 });
    case 1:
      return createCommand({ name, size: 65536, bus: 'pci', device: '0000:00:18.7' });
    case 2:
      return createCommand({ name, size: 1 << 24, dmaMask: 32, mmapMode: 'page' });
    default:
      return deleteCommand(name);
  }
});
const text = commands.map((command) => `${format(command)}\n`).join('');
const bytes = Buffer.from(text);
// A number for the size: JSON has no bigint.
const objects = commands.map((command) => ('size' in command ? { ...command, size: Number(command.size) } : command));
const json = JSON.stringify(objects);

/** Microseconds of CPU time for one command. */
function measure(work: () => unknown): number {
  const started = process.cpuUsage();
  for (let i = 0; i < TIMES; i++) work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / TIMES / COMMANDS;
}

function measureC(): number {
  return (Number(execFileSync(parseInC, [scratch, String(TIMES)])) * 1e6) / TIMES / COMMANDS;
}

function sample(subject: string, figure: string, value: number, limit: number, against: string): void {
  process.stdout.write(`@subject\t${subject}\n@sample\t${figure}\t${value}\t${limit}\t${against}\n`);
}

function round(say: typeof sample): void {
  const parsed = measure(() => JSON.parse(json) as unknown);
  say('C', 'parse', measureC(), parsed, 'JSON.parse');
  say(
    'TypeScript',
    'parse',
    measure(() => new CommandStream().push(bytes)),
    parsed,
    'JSON.parse',
  );
  const written = measure(() => JSON.stringify(objects));
  say(
    'TypeScript',
    'write',
    measure(() => commands.map((command) => format(command)).join('\n')),
    written,
    'JSON.stringify',
  );
}

writeFileSync(scratch, text);
process.stdout.write('@subject\tC\n@lacks\twrite\tthe module only parses\n');
// In the first round V8 compiles.
round(() => undefined);
for (let i = 0; i < Number(rounds); i++) round(sample);
