// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** As many bytes as a call may have arguments, in any engine. */
const PIECE = 4096;

/** A character for every byte, ISO 8859-1. Not every engine has a decoder for that. */
export function bytesToText(bytes: string | Uint8Array): string {
  if (typeof bytes === 'string') {
    return bytes;
  }
  let text = '';
  for (let rest = bytes; rest.length > 0; rest = rest.subarray(PIECE)) {
    // Much faster than to spread them.
    text += Reflect.apply(String.fromCharCode, undefined, rest.subarray(0, PIECE)) as string;
  }
  return text;
}
