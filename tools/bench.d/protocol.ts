// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What `tools/bench protocol` runs, with the C program, a file to write the commands to, and the package's bundle.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

import { CommandStream, createCommand, deleteCommand, format } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

const COMMANDS = 10_000;
const SECONDS = 2;

const [parseInC = '', scratch = '', bundle = ''] = process.argv.slice(2);

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
// A number for the size: JSON has no bigint.
const json = JSON.stringify(commands, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));

/** How often it can be done in a second of CPU time, which other work on the machine does not change much. */
function rate(work: () => unknown): number {
  const started = cpuSeconds();
  let done = 0;
  while (cpuSeconds() - started < SECONDS) {
    work();
    done++;
  }
  return done / (cpuSeconds() - started);
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function report(what: string, bytes: number, times: number): void {
  const [megabytes, millions] = [(bytes * times) / 1e6, (COMMANDS * times) / 1e6];
  say(`${what.padEnd(22)} ${megabytes.toFixed(1).padStart(7)} MB/s  ${millions.toFixed(2).padStart(5)} M commands/s`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

writeFileSync(scratch, text);
const bytes = Buffer.from(text);
report('C', text.length, Number(execFileSync(parseInC, [scratch])) / text.length);
report(
  'TypeScript',
  text.length,
  rate(() => new CommandStream().push(bytes)),
);
report(
  'JSON.parse of the same',
  json.length,
  rate(() => JSON.parse(json) as unknown),
);
say(`${COMMANDS} commands are ${text.length} bytes, and ${json.length} as JSON`);
say(`the protocol package is ${readFileSync(bundle).length} bytes, minified`);
