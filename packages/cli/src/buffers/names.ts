// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError, getBufferSync, isDriverLoadedSync, listBuffersSync } from '@u-dma-buf-mgr/client';
import { nearest } from '@u-dma-buf-mgr/client/command';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { DRIVER_MODULE, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';

import { CommandError } from '../error.ts';

/** The buffer of this name, or an error that asks for the name that was probably meant. */
export function findBuffer(name: string): BufferInfo {
  const buffer = getBufferSync(name);
  if (buffer === undefined) {
    const names = presentNames();
    const near = nearest(name, names);
    throw new BufferError({
      code: 'not-found',
      message: `there is no buffer ${JSON.stringify(name)}`,
      hint: near === undefined ? noneHint(names) : `did you mean ${near}?`,
    });
  }
  return buffer;
}

/** The names of all buffers, in their order. */
export function presentNames(): string[] {
  return listBuffersSync().map(({ name }) => name);
}

/** Why there are no buffers at all; undefined where there are some. */
export function noneHint(names: readonly string[]): string | undefined {
  if (names.length > 0) {
    return undefined;
  }
  return isDriverLoadedSync()
    ? 'there are none'
    : `the module ${DRIVER_MODULE} is not loaded: modprobe ${MANAGER_MODULE}`;
}

/** Whether a word is a pattern, as a shell knows them, rather than a name. */
export function isPattern(word: string): boolean {
  return /[*?[]/.test(word);
}

/**
 * The names that words mean, each once, in the order of the words: a name itself, and of a pattern all that match it.
 * Throws where a pattern matches none.
 */
export function expandPatterns(words: readonly string[], known: readonly string[]): string[] {
  return [...new Set(words.flatMap((word) => (isPattern(word) ? matches(word, known) : word)))];
}

function matches(pattern: string, known: readonly string[]): string[] {
  const expression = patternExpression(pattern);
  const found = known.filter((name) => expression.test(name));
  if (found.length === 0) {
    throw new CommandError(`no buffer matches ${JSON.stringify(pattern)}`, noneHint(known));
  }
  return found;
}

/** `*` is any text, `?` any character, `[a-z]` one of a set, `[!a-z]` one outside it. */
function patternExpression(pattern: string): RegExp {
  const source = pattern.replace(/\[!?[^\]]+\]|[^]/g, (part) => {
    switch (part) {
      case '*':
        return '.*';
      case '?':
        return '.';
      default:
        return part.length === 1 ? part.replace(/[\\^$.|+()[\]{}]/, '\\$&') : part.replace(/^\[!/, '[^');
    }
  });
  return new RegExp(`^${source}$`);
}
