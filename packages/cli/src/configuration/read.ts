// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ValueError } from '@u-dma-buf-mgr/client';
import { commandOf, nearest, parseBufferName } from '@u-dma-buf-mgr/client/command';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';
import type { Node } from 'yaml';

import { optionFields } from '../buffers/options.ts';
import type { Declaration } from './declaration.ts';
import { bufferKeys } from './keys.ts';
import type { BufferKeys } from './keys.ts';
import type { Problem } from './problem.ts';
import { expandName } from './template.ts';
import { YamlFile } from './yaml-file.ts';
import type { Entry } from './yaml-file.ts';

/** What a file asks for, and what is wrong in it. */
export interface Configuration {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
}

/** Reads the text of a configuration file; `file` is what errors call it. Never throws for what the text says. */
export function readConfiguration(file: string, text: string): Configuration {
  const yaml = new YamlFile(file, text);
  return { declarations: new Reader(yaml).readFile(), problems: yaml.problems };
}

/** Keys at the top that begin so are the file's own, for settings that its buffers share. */
const OWN_KEYS = 'x-';

class Reader {
  readonly #yaml: YamlFile;

  constructor(yaml: YamlFile) {
    this.#yaml = yaml;
  }

  readFile(): Declaration[] {
    return this.#entries(this.#yaml.top, 'a file is a mapping with the key buffers').flatMap((entry) =>
      this.#readTop(entry),
    );
  }

  #readTop({ key, value }: Entry): Declaration[] {
    const name = this.#yaml.text(key) ?? '';
    if (name !== 'buffers') {
      if (!name.startsWith(OWN_KEYS)) {
        this.#unknown(key, name, ['buffers']);
      }
      return [];
    }
    return this.#entries(value, 'buffers is a mapping of names to what they are').flatMap((entry) =>
      this.#readBuffers(entry),
    );
  }

  /** The buffers of one name, of which a range makes several. */
  #readBuffers({ key, value }: Entry): Declaration[] {
    const template = this.#yaml.text(key) ?? '';
    const keys = this.#readKeys(value, key);
    const [first, ...others] = this.#attempt(key, () => expandName(template)) ?? [];
    const command = first === undefined ? undefined : this.#attempt(key, () => makeCommand(first, keys));
    if (command === undefined) {
      return [];
    }
    if (others.length > 0 && command.address !== undefined) {
      this.#yaml.addProblem(key, 'several buffers cannot lie at one address');
      return [];
    }
    const commands = others.flatMap(
      (name) => this.#attempt(key, () => ({ ...command, name: parseBufferName(name) })) ?? [],
    );
    const { owner, group, mode } = keys;
    const access = { ...(owner && { owner }), ...(group && { group }), ...(mode !== undefined && { mode }) };
    const place = this.#yaml.place(key);
    return [command, ...commands].map((each) => ({ command: each, access, place }));
  }

  #readKeys(node: Node | null, name: Node): BufferKeys {
    const keys: BufferKeys = {};
    const entries = this.#entries(node, 'a buffer is a mapping with the key size');
    for (const { key, value } of entries) {
      const word = this.#yaml.text(key) ?? '';
      if (isKey(word)) {
        this.#readKey(keys, word, value ?? key);
      } else {
        this.#unknown(key, word, Object.keys(bufferKeys));
      }
    }
    if (this.#isMappingOrEmpty(node) && !entries.some(({ key }) => this.#yaml.text(key) === 'size')) {
      this.#yaml.addProblem(name, 'size is missing');
    }
    return keys;
  }

  #readKey(keys: BufferKeys, key: keyof BufferKeys, node: Node): void {
    const text = this.#yaml.text(node);
    if (text === undefined) {
      this.#yaml.addProblem(node, `${key} is not one value`);
      return;
    }
    Object.assign(keys, { [key]: this.#attempt(node, () => bufferKeys[key].parse(text)) });
  }

  #isMappingOrEmpty(node: Node | null): boolean {
    return this.#yaml.entries(node) !== undefined || this.#yaml.isEmpty(node);
  }

  #entries(node: Node | null, otherwise: string): readonly Entry[] {
    const entries = this.#yaml.entries(node);
    if (node !== null && !this.#isMappingOrEmpty(node)) {
      this.#yaml.addProblem(node, otherwise);
    }
    return entries ?? [];
  }

  #attempt<T>(at: Node, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ValueError || error instanceof RangeError)) {
        throw error;
      }
      this.#yaml.addProblem(at, error.message, error instanceof ValueError ? error.hint : undefined);
      return undefined;
    }
  }

  #unknown(at: Node, word: string, known: readonly string[]): void {
    const near = nearest(word, known);
    this.#yaml.addProblem(
      at,
      `there is no key ${JSON.stringify(word)}; allowed: ${known.join(', ')}`,
      near && `did you mean ${near}?`,
    );
  }
}

/** Undefined without a size. */
function makeCommand(name: string, keys: BufferKeys): CreateCommand | undefined {
  const { size } = keys;
  return size === undefined ? undefined : commandOf({ name, size, ...optionFields(keys) });
}

function isKey(word: string): word is keyof BufferKeys {
  return Object.hasOwn(bufferKeys, word);
}
