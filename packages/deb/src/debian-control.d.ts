// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

declare module 'debian-control' {
  /** A field's value; the lines of a folded or multiline one each, the first may be empty. */
  type Value = string | string[];

  /** One paragraph, without comments. Of a repeated field the last counts; a line that is no field is dropped. */
  export function parse(paragraph: string): Record<string, Value>;
  export function stringify(paragraph: Record<string, Value>): string;
  export function isFieldLine(line: string): boolean;
  export function isContinueLine(line: string): boolean;
}
