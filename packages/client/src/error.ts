// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Why something could not be done with a buffer. */
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
  /** Its memory cannot lie where it must: at the address, or in the region. */
  | 'place'
  /** The name of the buffer leads to something else in `/dev`. */
  | 'foreign'
  /** The range is not inside the buffer, or not one that the kernel takes. */
  | 'range'
  /** The handle was opened to read only. */
  | 'read-only'
  /** The handle has been closed. */
  | 'closed'
  /** The buffer was taken away while it was open: its device was unbound or unplugged. */
  | 'gone'
  /** The optional npm package koffi is not there. */
  | 'no-koffi'
  | 'refused';

export interface BufferErrorDetails {
  readonly code: BufferErrorCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
  /** The name of the errno, such as EBUSY; empty when no system call failed. */
  readonly errno?: string;
  /** The byte of the command that the module means, from 1; undefined where it gave no answer. */
  readonly column?: number | undefined;
  readonly cause?: unknown;
}

export class BufferError extends Error {
  override readonly name = 'BufferError';
  readonly code: BufferErrorCode;
  readonly hint: string | undefined;
  readonly errno: string;
  readonly column: number | undefined;

  constructor({ code, message, hint, errno = '', column, cause }: BufferErrorDetails) {
    super(message, { cause });
    this.code = code;
    this.hint = hint;
    this.errno = errno;
    this.column = column;
  }
}
