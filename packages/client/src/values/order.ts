// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

const parts = /[0-9]+|[^0-9]+/g;

/** Orders names as people count: udmabuf2 before udmabuf10. */
export function compareNames(a: string, b: string): number {
  const [left, right] = [a.match(parts) ?? [], b.match(parts) ?? []];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareParts(left[index] ?? '', right[index] ?? '');
    if (order !== 0) {
      return order;
    }
  }
  return left.length - right.length || compareText(a, b);
}

function compareParts(a: string, b: string): number {
  return Number(a) - Number(b) || (isNumber(a) && isNumber(b) ? 0 : compareText(a, b));
}

function isNumber(part: string): boolean {
  return !Number.isNaN(Number(part));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
