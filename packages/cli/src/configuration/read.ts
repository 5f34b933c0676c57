// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commandOf, nearest, parseBufferName, ValueError } from '@u-dma-buf-mgr/client';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';
import { isAlias, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Document, Node, Pair, YAMLMap } from 'yaml';

import { optionFields } from '../buffers/options.ts';
import type { Declaration } from './declaration.ts';
import { bufferKeys } from './keys.ts';
import type { BufferKeys } from './keys.ts';
import type { Place, Problem } from './problem.ts';
import { expandName } from './template.ts';

/** What a file asks for, and what is wrong in it. */
export interface Configuration {
  readonly declarations: readonly Declaration[];
  readonly problems: readonly Problem[];
}

/** Reads the text of a configuration file; `file` is what errors call it. Never throws for what the text says. */
export function readConfiguration(file: string, text: string): Configuration {
  const reader = new Reader(file, text);
  return { declarations: reader.readDocument(), problems: reader.problems };
}

type Entry = Pair<Node, Node | null>;

class Reader {
  readonly problems: Problem[] = [];
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
  }

  readDocument(): Declaration[] {
    for (const { pos, message } of this.#document.errors) {
      this.problems.push({ place: this.#place(pos[0]), message: message.replace(/\s+/g, ' ') });
    }
    const top = this.#document.contents;
    if (this.problems.length > 0 || top === null || (isScalar(top) && top.value === null)) {
      return [];
    }
    return this.#entries(top, 'a file is a mapping with the key buffers').flatMap((entry) => this.#readTop(entry));
  }

  #readTop({ key, value }: Entry): Declaration[] {
    const name = this.#text(key);
    if (name !== 'buffers') {
      this.#unknown(key, name ?? '', ['buffers']);
      return [];
    }
    return this.#entries(value, 'buffers is a mapping of names to what they are').flatMap((entry) =>
      this.#readBuffers(entry),
    );
  }

  /** The buffers of one name, of which a range makes several. */
  #readBuffers({ key, value }: Entry): Declaration[] {
    const template = this.#text(key) ?? '';
    const keys = this.#readKeys(value, key);
    const [first, ...others] = this.#attempt(key, () => expandName(template)) ?? [];
    const command = first === undefined ? undefined : this.#attempt(key, () => makeCommand(first, keys));
    if (command === undefined) {
      return [];
    }
    if (others.length > 0 && command.address !== undefined) {
      this.#problem(key, 'several buffers cannot lie at one address');
      return [];
    }
    const commands = others.flatMap(
      (name) => this.#attempt(key, () => ({ ...command, name: parseBufferName(name) })) ?? [],
    );
    const { owner, group, mode } = keys;
    const access = { ...(owner && { owner }), ...(group && { group }), ...(mode !== undefined && { mode }) };
    const place = this.#place(key.range?.[0] ?? 0);
    return [command, ...commands].map((each) => ({ command: each, access, place }));
  }

  #readKeys(node: Node | null, name: Node): BufferKeys {
    const keys: BufferKeys = {};
    const entries = this.#entries(node, 'a buffer is a mapping with the key size');
    for (const { key, value } of entries) {
      const word = this.#text(key) ?? '';
      if (isKey(word)) {
        this.#readKey(keys, word, value ?? key);
      } else {
        this.#unknown(key, word, Object.keys(bufferKeys));
      }
    }
    if (this.#isMapOrEmpty(node) && !entries.some(({ key }) => this.#text(key) === 'size')) {
      this.#problem(name, 'size is missing');
    }
    return keys;
  }

  #readKey(keys: BufferKeys, key: keyof BufferKeys, node: Node): void {
    const text = this.#text(node);
    if (text === undefined) {
      this.#problem(node, `${key} is not one value`);
      return;
    }
    Object.assign(keys, { [key]: this.#attempt(node, () => bufferKeys[key].parse(text)) });
  }

  #resolve(node: Node | null): Node | null | undefined {
    return isAlias(node) ? node.resolve(this.#document) : node;
  }

  #isMapOrEmpty(node: Node | null): boolean {
    const value = this.#resolve(node);
    return isMap(value) || value === null || (isScalar(value) && value.value === null);
  }

  #entries(node: Node | null, otherwise: string): Entry[] {
    const map = this.#resolve(node);
    if (isMap(map)) {
      return (map as YAMLMap<Node, Node | null>).items;
    }
    if (node !== null && !this.#isMapOrEmpty(node)) {
      this.#problem(node, otherwise);
    }
    return [];
  }

  /** A value as it stands in the file: 0640 and 0x1000 are read by us, not by YAML. */
  #text(node: Node): string | undefined {
    const scalar = this.#resolve(node);
    return isScalar(scalar) ? (scalar.source ?? String(scalar.value)) : undefined;
  }

  #attempt<T>(at: Node, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ValueError || error instanceof RangeError)) {
        throw error;
      }
      this.#problem(at, error.message, error instanceof ValueError ? error.hint : undefined);
      return undefined;
    }
  }

  #unknown(at: Node, word: string, known: readonly string[]): void {
    const near = nearest(word, known);
    this.#problem(
      at,
      `there is no key ${JSON.stringify(word)}; allowed: ${known.join(', ')}`,
      near && `did you mean ${near}?`,
    );
  }

  #problem(at: Node, message: string, hint?: string): void {
    this.problems.push({ place: this.#place(at.range?.[0] ?? 0), message, hint });
  }

  #place(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
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
