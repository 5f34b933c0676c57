// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './error.ts';

export type CommandName = 'build' | 'repo';

export type Command =
  | { readonly kind: 'help'; readonly topic: CommandName | undefined }
  | { readonly kind: 'version' }
  | BuildCommand
  | RepoCommand;

export interface BuildCommand {
  readonly kind: 'build';
  readonly architectures: readonly string[] | undefined;
  readonly out: string;
}

export interface RepoCommand {
  readonly kind: 'repo';
  readonly out: string;
  readonly keyHome: string;
  readonly packages: readonly string[];
}

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

export function parseCommandLine(words: readonly string[]): Command {
  const [first, ...rest] = words;
  switch (first) {
    case 'build':
      return parseBuild(rest);
    case 'repo':
      return parseRepo(rest);
    case '--help':
    case '-h':
      return { kind: 'help', topic: undefined };
    case '--version':
      return { kind: 'version' };
    case undefined:
      throw new UsageError('a command is missing: build or repo');
    default:
      throw new UsageError(`${first} is not a command; there are build and repo`);
  }
}

function parseBuild(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, { ...HELP, arch: { type: 'string' }, out: { type: 'string' } });
  if (values.help === true) {
    return { kind: 'help', topic: 'build' };
  }
  if (positionals.length > 0) {
    throw new UsageError(`build takes no argument: ${positionals.join(' ')}`);
  }
  return { kind: 'build', architectures: parseArchitectures(values.arch), out: required('--out', values.out) };
}

function parseRepo(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, {
    ...HELP,
    out: { type: 'string' },
    'key-home': { type: 'string' },
  });
  if (values.help === true) {
    return { kind: 'help', topic: 'repo' };
  }
  if (positionals.length === 0) {
    throw new UsageError('repo needs at least one .deb file');
  }
  return {
    kind: 'repo',
    out: required('--out', values.out),
    keyHome: required('--key-home', values['key-home']),
    packages: positionals,
  };
}

function parseOptions<const T extends NonNullable<ParseArgsConfig['options']>>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...words], options, strict: true, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function parseArchitectures(text: string | undefined): readonly string[] | undefined {
  const names = text?.split(',').map((name) => name.trim());
  if (names?.includes('') === true) {
    throw new UsageError('--arch takes names with a comma between them: --arch amd64,arm64');
  }
  return names && [...new Set(names)];
}

function required(option: string, value: string | undefined): string {
  if (value === undefined || value === '') {
    throw new UsageError(`${option} is missing`);
  }
  return value;
}
