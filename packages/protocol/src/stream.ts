// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { bytesToText } from './bytes.ts';
import { MAX_COMMAND_LENGTH, MAX_SIZE } from './limits.ts';
import { tryParseLine } from './parse.ts';
import type { Parsed } from './parse.ts';
import { TERMINATORS } from './words.ts';

// Says the same as kmod/u-dma-buf-mgr/stream.c: tools/suites/parsers/differential compares them.

/**
 * Cuts what comes in pieces into commands, as the control device does: a command ends at LF, `;` or NUL, wherever the
 * pieces end; one over 1024 bytes is refused once, as soon as that is known, and skipped up to its terminator.
 */
export class CommandStream {
  #line = '';
  #skipping = false;
  readonly #sizeMax: bigint;

  constructor(sizeMax: bigint = MAX_SIZE) {
    this.#sizeMax = sizeMax;
  }

  /** Takes the next piece, and returns what it ended: commands, blank ones too, and errors, in their order. */
  push(piece: string | Uint8Array): Parsed[] {
    const parts = bytesToText(piece).split(TERMINATORS);
    const rest = parts.pop() ?? '';
    const parsed: Parsed[] = [];
    for (const part of parts) {
      this.#take(part, true, parsed);
    }
    this.#take(rest, false, parsed);
    return parsed;
  }

  #take(part: string, ended: boolean, parsed: Parsed[]): void {
    if (!this.#skipping) {
      // No more of it than tells that it is too long.
      // Stryker disable next-line MethodExpression: it says the same of all of it, and takes the memory of all of it
      this.#line += part.slice(0, MAX_COMMAND_LENGTH + 1);
      this.#skipping = this.#line.length > MAX_COMMAND_LENGTH;
      if (this.#skipping || ended) {
        parsed.push(tryParseLine(this.#line, this.#sizeMax));
        this.#line = '';
      }
    }
    this.#skipping &&= !ended;
  }
}
