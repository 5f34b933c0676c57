// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

const LINE = 16;

/** Makes the lines of `hexdump -C` from pieces of bytes, in which a line that repeats is shown as one `*`. */
export class HexDump {
  #offset: number;
  #rest: Uint8Array = new Uint8Array();
  #last = '';
  #starred = false;

  constructor(offset: bigint) {
    this.#offset = Number(offset);
  }

  /** The lines that are complete with these bytes. */
  push(bytes: Uint8Array): string {
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = all.length - (all.length % LINE);
    this.#rest = all.subarray(whole);
    return this.#lines(all.subarray(0, whole));
  }

  /** What is left, and where it ends. */
  end(): string {
    const text = this.#rest.length === 0 ? '' : this.#line(this.#rest);
    return `${text}${address(this.#offset)}\n`;
  }

  #lines(bytes: Uint8Array): string {
    let text = '';
    for (let at = 0; at < bytes.length; at += LINE) {
      text += this.#line(bytes.subarray(at, at + LINE));
    }
    return text;
  }

  #line(bytes: Uint8Array): string {
    const shown = formatBytes(bytes);
    const repeated = shown === this.#last;
    const text = repeated ? (this.#starred ? '' : '*\n') : `${address(this.#offset)}  ${shown}\n`;
    this.#last = shown;
    this.#starred = repeated;
    this.#offset += bytes.length;
    return text;
  }
}

function address(offset: number): string {
  return offset.toString(16).padStart(8, '0');
}

function formatBytes(bytes: Uint8Array): string {
  const hex = Array.from({ length: LINE }, (_, index) => bytes[index]?.toString(16).padStart(2, '0') ?? '  ');
  const text = Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
  return `${hex.slice(0, 8).join(' ')}  ${hex.slice(8).join(' ')}  |${text}|`;
}
