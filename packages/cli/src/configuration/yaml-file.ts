// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Composer, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser, visit } from 'yaml';
import type { Alias, CST, Document, Node, Pair, YAMLMap } from 'yaml';

import { shorten } from '../output/shorten.ts';
import { formatPlace } from './problem.ts';
import type { Place, Problem } from './problem.ts';

export type Entry = Pair<Node, Node | null>;

/** Deeper than any configuration goes, and not so deep that the parser runs out of stack. */
const DEEPEST = 64;

/** A message that quotes more of the file says no more. */
const LONGEST_MESSAGE = 500;

/** A file of YAML in which aliases and merge keys are resolved, and what is wrong in it. */
export class YamlFile {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #problems = new Map<string, Problem>();
  readonly #targets = new Map<Alias, Node>();
  readonly #entries = new Map<YAMLMap, readonly Entry[] | 'unfinished'>();
  readonly top: Node | null;

  constructor(file: string, text: string) {
    this.#file = file;
    const document = this.#parse(text);
    if (document !== undefined) {
      this.#findTargets(document);
    }
    this.top = this.#problems.size > 0 ? null : (document?.contents ?? null);
  }

  /** In the order in which they were found, each once, however many aliases lead to it. */
  get problems(): Problem[] {
    return [...this.#problems.values()];
  }

  addProblem(at: Node | number, message: string, hint?: string): void {
    const place = this.place(at);
    const short = shorten(message, LONGEST_MESSAGE);
    this.#problems.set(`${formatPlace(place)}: ${short}`, { place, message: short, hint });
  }

  place(at: Node | number): Place {
    const { line, col } = this.#lines.linePos(typeof at === 'number' ? at : (at.range?.[0] ?? 0));
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** A value as it stands in the file: 0640 and 0x1000 are read by us, not by YAML. Undefined where it is not one value. */
  text(node: Node): string | undefined {
    const scalar = this.#resolve(node);
    return isScalar(scalar) ? (scalar.source ?? String(scalar.value)) : undefined;
  }

  isEmpty(node: Node | null): boolean {
    const value = this.#resolve(node);
    return value === null || (isScalar(value) && value.value === null);
  }

  /** The entries of a mapping with those that it merges; undefined where it is none. */
  entries(node: Node | null): readonly Entry[] | undefined {
    const map = this.#resolve(node);
    return isMap(map) ? this.#entriesOf(map as YAMLMap<Node, Node | null>) : undefined;
  }

  #parse(text: string): Document.Parsed | undefined {
    // Whether keys are unique is checked below: Composer compares each with all before it.
    const composer = new Composer({ uniqueKeys: false, lineCounter: this.#lines, prettyErrors: false });
    const [document, second] = composer.compose(this.#tokens(text), true, text.length) as Iterable<Document.Parsed>;
    const [error] = document?.errors ?? [];
    if (this.#problems.size > 0) {
      return undefined;
    }
    if (error !== undefined) {
      this.addProblem(error.pos[0], error.message.replace(/\s+/g, ' '));
    } else if (second !== undefined) {
      this.addProblem(second.range[0], 'a second document begins here; a file is one document');
    }
    return document;
  }

  /** What the file consists of, up to the first mistake: after that the parser only guesses. */
  *#tokens(text: string): Generator<CST.Token> {
    const parser = new Parser(this.#lines.addNewLine);
    this.#lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(text)) {
      for (const token of parser.next(lexeme)) {
        yield token;
        if (token.type === 'error') {
          return;
        }
      }
      // The lowest is the document.
      if (parser.stack.length > DEEPEST + 1) {
        this.addProblem(parser.stack.at(-1)?.offset ?? 0, `this is nested more than ${DEEPEST} deep`);
        return;
      }
    }
    yield* parser.end();
  }

  /** An alias means the node that had its anchor last. */
  #findTargets(document: Document.Parsed): void {
    const anchors = new Map<string, Node>();
    visit(document, {
      Node: (_, node) => {
        if (!isAlias(node)) {
          if (node.anchor !== undefined) {
            anchors.set(node.anchor, node);
          }
          return;
        }
        const target = anchors.get(node.source);
        if (target === undefined) {
          this.addProblem(node, `there is no anchor &${node.source} before this`);
        } else {
          this.#targets.set(node, target);
        }
      },
    });
  }

  #resolve(node: Node | null): Node | null {
    return isAlias(node) ? (this.#targets.get(node) ?? null) : node;
  }

  #entriesOf(map: YAMLMap<Node, Node | null>): readonly Entry[] {
    const known = this.#entries.get(map);
    if (known === 'unfinished') {
      this.addProblem(map, 'this mapping merges itself');
      return [];
    }
    if (known === undefined) {
      this.#entries.set(map, 'unfinished');
      const entries = this.#readEntries(map);
      this.#entries.set(map, entries);
      return entries;
    }
    return known;
  }

  /** What stands in a mapping itself goes before what it merges, and of that what is merged first. */
  #readEntries({ items }: YAMLMap<Node, Node | null>): readonly Entry[] {
    const entries = new Map<string, Entry>();
    for (const entry of items.filter(({ key }) => !isMergeKey(key))) {
      const word = this.text(entry.key) ?? '';
      const first = entries.get(word);
      if (first === undefined) {
        entries.set(word, entry);
      } else {
        const place = formatPlace(this.place(first.key));
        this.addProblem(entry.key, `${JSON.stringify(word)} is given a second time; the first: ${place}`);
      }
    }
    for (const { key, value } of items.filter((item) => isMergeKey(item.key))) {
      for (const entry of this.#mergedEntries(value ?? key)) {
        const word = this.text(entry.key) ?? '';
        entries.set(word, entries.get(word) ?? entry);
      }
    }
    return [...entries.values()];
  }

  #mergedEntries(node: Node): readonly Entry[] {
    const value = this.#resolve(node);
    const merged = (isSeq(value) ? (value.items as Node[]) : [node]).map((each) => this.entries(each));
    if (merged.includes(undefined)) {
      this.addProblem(node, '<< takes a mapping or a list of mappings');
    }
    return merged.flatMap((entries) => entries ?? []);
  }
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && key.type === 'PLAIN' && key.value === '<<';
}
