// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './error.ts';
import { DEFAULT_SUITE } from './repository.ts';
import type { Signing } from './sign-products.ts';

const COMMANDS = ['build', 'source', 'modules', 'repo'] as const;

export type CommandName = (typeof COMMANDS)[number];

export type Command =
  | { readonly kind: 'help'; readonly topic: CommandName | undefined }
  | { readonly kind: 'version' }
  | BuildCommand
  | ModulesCommand
  | RepoCommand;

export interface BuildCommand {
  readonly kind: 'build';
  readonly sourceOnly: boolean;
  readonly architectures: readonly string[] | undefined;
  /** Of the .dsc and .changes files. */
  readonly signing: Signing | undefined;
  readonly out: string;
  readonly dryRun: boolean;
  readonly removeOlder: boolean;
  readonly snapshot: boolean;
}

export interface ModulesCommand {
  readonly kind: 'modules';
  /** The name of its package, the file of it, or a directory. */
  readonly kernel: string;
  readonly architecture: string;
  readonly headers: string | undefined;
  readonly make: string;
  readonly signing: { readonly key: string; readonly certificate: string } | undefined;
  readonly out: string;
  readonly dryRun: boolean;
  readonly removeOlder: boolean;
  readonly snapshot: boolean;
}

export interface RepoCommand {
  readonly kind: 'repo';
  readonly out: string;
  readonly keyHome: string;
  /** Those of the home to sign with, as gpg takes them. */
  readonly keys: readonly string[];
  readonly name: string | undefined;
  readonly suite: string;
  readonly uri: string | undefined;
  readonly keep: boolean;
  readonly packages: readonly string[];
}

const HELP = { help: { type: 'boolean', short: 'h' } } as const;
const BUILD = {
  ...HELP,
  out: { type: 'string' },
  snapshot: { type: 'boolean', default: false },
  'remove-older': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
} as const;
const KEYS = { 'key-home': { type: 'string' }, key: { type: 'string', multiple: true } } as const;
const LISTED = `${COMMANDS.slice(0, -1).join(', ')} and ${COMMANDS.at(-1) ?? ''}`;

export function parseCommandLine(words: readonly string[]): Command {
  const [first, ...rest] = words;
  switch (first) {
    case 'build':
      return parseBuild(rest);
    case 'source':
      return parseSource(rest);
    case 'modules':
      return parseModules(rest);
    case 'repo':
      return parseRepo(rest);
    case 'help':
      return { kind: 'help', topic: parseTopic(rest) };
    case '--help':
    case '-h':
      return { kind: 'help', topic: undefined };
    case '--version':
      return { kind: 'version' };
    case undefined:
      throw new UsageError(`a command is missing; there are ${LISTED}`);
    default:
      throw notACommand(first);
  }
}

function notACommand(word: string): UsageError {
  return new UsageError(`${word} is not a command; there are ${LISTED}`);
}

function parseTopic([word, ...others]: readonly string[]): CommandName | undefined {
  if (others.length > 0) {
    throw new UsageError('help takes one command');
  }
  const topic = COMMANDS.find((command) => command === word);
  if (word !== undefined && topic === undefined) {
    throw notACommand(word);
  }
  return topic;
}

function parseBuild(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, { ...BUILD, ...KEYS, arch: { type: 'string' } });
  if (values.help === true) {
    return { kind: 'help', topic: 'build' };
  }
  refuseArguments('build', positionals);
  return {
    kind: 'build',
    sourceOnly: false,
    architectures: parseArchitectures(values.arch),
    signing: parseKeys(values['key-home'], values.key),
    ...parseProducts(values),
  };
}

function parseSource(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, { ...BUILD, ...KEYS });
  if (values.help === true) {
    return { kind: 'help', topic: 'source' };
  }
  refuseArguments('source', positionals);
  const signing = parseKeys(values['key-home'], values.key);
  return { kind: 'build', sourceOnly: true, architectures: [], signing, ...parseProducts(values) };
}

function parseModules(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, {
    ...BUILD,
    kernel: { type: 'string' },
    arch: { type: 'string' },
    headers: { type: 'string' },
    make: { type: 'string', default: 'make' },
    'sign-key': { type: 'string' },
    'sign-certificate': { type: 'string' },
  });
  if (values.help === true) {
    return { kind: 'help', topic: 'modules' };
  }
  refuseArguments('modules', positionals);
  return {
    kind: 'modules',
    kernel: required('--kernel', values.kernel),
    architecture: required('--arch', values.arch),
    headers: values.headers,
    make: values.make,
    signing: parseSigning(values['sign-key'], values['sign-certificate']),
    ...parseProducts(values),
  };
}

function parseSigning(key: string | undefined, certificate: string | undefined): ModulesCommand['signing'] {
  if (key === undefined && certificate === undefined) {
    return undefined;
  }
  return { key: required('--sign-key', key), certificate: required('--sign-certificate', certificate) };
}

function parseKeys(keyHome: string | undefined, keys: readonly string[] = []): BuildCommand['signing'] {
  return keyHome === undefined && keys.length === 0 ? undefined : { keyHome: required('--key-home', keyHome), keys };
}

function parseRepo(words: readonly string[]): Command {
  const { values, positionals } = parseOptions(words, {
    ...HELP,
    out: { type: 'string' },
    ...KEYS,
    name: { type: 'string' },
    suite: { type: 'string', default: DEFAULT_SUITE },
    uri: { type: 'string' },
    keep: { type: 'boolean', default: false },
  });
  if (values.help === true) {
    return { kind: 'help', topic: 'repo' };
  }
  if (positionals.length === 0) {
    throw new UsageError('repo needs at least one .deb or .dsc file');
  }
  return {
    kind: 'repo',
    out: required('--out', values.out),
    keyHome: required('--key-home', values['key-home']),
    keys: values.key ?? [],
    name: values.name && fileName('--name', values.name),
    suite: fileName('--suite', values.suite),
    uri: values.uri && parseUri(values.uri),
    keep: values.keep,
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

/** What all commands that build have in common. */
function parseProducts(values: {
  readonly out?: string | undefined;
  readonly snapshot: boolean;
  readonly 'remove-older': boolean;
  readonly 'dry-run': boolean;
}) {
  return {
    out: required('--out', values.out),
    snapshot: values.snapshot,
    removeOlder: values['remove-older'],
    dryRun: values['dry-run'],
  };
}

function refuseArguments(command: CommandName, positionals: readonly string[]): void {
  if (positionals.length > 0) {
    throw new UsageError(`${command} takes no argument: ${positionals.join(' ')}`);
  }
}

function fileName(option: string, value: string): string {
  if (!/^[a-z0-9][a-z0-9.+-]*$/i.test(value)) {
    throw new UsageError(`${option} takes letters, digits, and . + - in between: ${value}`);
  }
  return value;
}

/** It is for one line of a file, whose words are URIs. */
function parseUri(value: string): string {
  if (!/^[a-z][a-z0-9+.-]*:[!-~]+$/i.test(value)) {
    throw new UsageError(`--uri takes a URI, as https://HOST/PATH: ${value}`);
  }
  return value;
}

function required(option: string, value: string | undefined): string {
  if (value === undefined || value === '') {
    throw new UsageError(`${option} is missing`);
  }
  return value;
}
