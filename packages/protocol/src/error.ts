// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The name of the errno with which the module refuses such a text. */
export type ProtocolErrorCode = 'EINVAL' | 'EOVERFLOW' | 'E2BIG';

export interface ProtocolErrorDetails {
  readonly code: ProtocolErrorCode;
  /** The byte that is wrong, counted from 1; one past the last word where something is missing. */
  readonly column: number;
  /** The offending word or value; empty where something is missing. */
  readonly text: string;
  /** What is wrong, in the module's words. */
  readonly reason: string;
  /** What would have been right. */
  readonly hint?: string | undefined;
}

/** A text that is no command. */
export class ProtocolError extends Error implements ProtocolErrorDetails {
  override readonly name = 'ProtocolError';
  declare readonly code: ProtocolErrorCode;
  declare readonly column: number;
  declare readonly text: string;
  declare readonly reason: string;
  declare readonly hint: string | undefined;

  constructor(details: ProtocolErrorDetails) {
    super(`column ${details.column}: ${details.reason}`);
    Object.assign(this, { hint: undefined }, details);
  }
}
