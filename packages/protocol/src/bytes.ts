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
  for (let at = 0; at < bytes.length; at += PIECE) {
    // Much faster than to spread them.
    text += Reflect.apply(String.fromCharCode, undefined, bytes.subarray(at, at + PIECE)) as string;
  }
  return text;
}
