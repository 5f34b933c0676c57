// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

const parts = /[0-9]+|[^0-9]+/g;

/** In the order in which people count: udmabuf2 before udmabuf10. */
export function sortByName<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, name: splitName(nameOf(item)) }))
    .sort((a, b) => compareNames(a.name, b.name))
    .map(({ item }) => item);
}

/** A name and its parts: it is split once, not each time that it is compared. */
interface Name {
  readonly text: string;
  readonly parts: readonly string[];
}

function splitName(text: string): Name {
  return { text, parts: text.match(parts) ?? [] };
}

function compareNames(a: Name, b: Name): number {
  for (let index = 0; index < Math.min(a.parts.length, b.parts.length); index++) {
    const order = compareParts(a.parts[index] ?? '', b.parts[index] ?? '');
    if (order !== 0) {
      return order;
    }
  }
  return a.parts.length - b.parts.length || compareText(a.text, b.text);
}

function compareParts(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return Number(a) - Number(b) || (isNumber(a) && isNumber(b) ? 0 : compareText(a, b));
}

function isNumber(part: string): boolean {
  return !Number.isNaN(Number(part));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
