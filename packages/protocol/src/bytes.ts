// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** What is used of WHATWG's decoder, which browsers and Node have and the language itself has not. */
declare class TextDecoder {
  constructor(label: 'utf-8', options: { readonly ignoreBOM: true });
  decode(bytes: Uint8Array): string;
}

/** A character for every byte, ISO 8859-1. */
export function bytesToText(bytes: string | Uint8Array): string {
  if (typeof bytes === 'string') {
    return bytes;
  }
  // ASCII is the same in UTF-8. WHATWG has no decoder for ISO 8859-1, and byte by byte takes far longer.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return /[\u0080-\uffff]/.test(text) ? Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') : text;
}
