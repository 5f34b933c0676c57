// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Which value is wrong. */
export type ValueErrorCode =
  | 'name'
  | 'size'
  | 'device'
  | 'bus'
  | 'dma-mask'
  | 'mmap-mode'
  | 'address'
  | 'region'
  | 'temporary'
  | 'direction'
  | 'combination'
  | 'owner'
  | 'mode';

const nouns: Record<ValueErrorCode, string> = {
  name: 'buffer name',
  size: 'size',
  device: 'parent device',
  bus: 'bus',
  'dma-mask': 'DMA mask',
  'mmap-mode': 'mmap mode',
  address: 'address',
  region: 'region',
  temporary: 'value of temporary',
  direction: 'direction of a sync',
  combination: 'combination of options',
  owner: 'owner',
  mode: 'mode of a node',
};

export interface ValueErrorDetails {
  readonly code: ValueErrorCode;
  /** The offending text as it was given. */
  readonly value: string;
  /** What would have been right, as a phrase that follows "allowed: ". */
  readonly allowed: string;
  /** What the writer probably meant. */
  readonly hint?: string | undefined;
}

/** A value that no command can carry, or that would do nothing. */
export class ValueError extends Error implements ValueErrorDetails {
  override readonly name = 'ValueError';
  readonly code: ValueErrorCode;
  readonly value: string;
  readonly allowed: string;
  readonly hint: string | undefined;

  constructor({ code, value, allowed, hint }: ValueErrorDetails) {
    super(`${nouns[code]} ${quote(value)} is not valid; allowed: ${allowed}`);
    this.code = code;
    this.value = value;
    this.allowed = allowed;
    this.hint = hint;
  }
}

/** JSON's escapes keep control characters from reaching a terminal. */
function quote(value: string): string {
  return JSON.stringify(value);
}
