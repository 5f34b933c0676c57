// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Why a buffer could not be created or deleted. */
export type BufferErrorCode =
  | 'not-loaded'
  | 'permission'
  | 'exists'
  | 'not-found'
  | 'busy'
  | 'no-memory'
  | 'no-device'
  | 'quota'
  | 'too-large'
  | 'refused';

export interface BufferErrorDetails {
  readonly code: BufferErrorCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The name of the errno, such as EBUSY; empty when no system call failed. */
  readonly errno?: string;
  readonly cause?: unknown;
}

export class BufferError extends Error {
  override readonly name = 'BufferError';
  readonly code: BufferErrorCode;
  readonly hint: string | undefined;
  readonly errno: string;

  constructor({ code, message, hint, errno = '', cause }: BufferErrorDetails) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
    this.errno = errno;
  }
}
