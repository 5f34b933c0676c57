// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isAnyArrayBuffer } from 'node:util/types';

/** What holds bytes: memory, or any view of it. */
export type Bytes = ArrayBufferView | ArrayBufferLike;

/** All of the bytes that it holds, not a copy. Throws a TypeError at anything else; `action` is what was to be done. */
export function bytesOf(value: Bytes, action: string): Uint8Array {
  if (ArrayBuffer.isView(value)) {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (isAnyArrayBuffer(value)) {
    return new Uint8Array(value);
  }
  throw new TypeError(`cannot ${action}: the bytes must be an ArrayBuffer, a typed array or a DataView`);
}

/** The memory itself, of it or of a view of it. */
export function memoryOf(value: Bytes): ArrayBufferLike {
  return ArrayBuffer.isView(value) ? value.buffer : value;
}
