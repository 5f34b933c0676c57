// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Addresses from `start` up to, not including, `end`. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

export function sizeOf({ start, end }: Range): bigint {
  return end > start ? end - start : 0n;
}

/** What both have. */
export function overlap(one: Range, other: Range): Range {
  return { start: one.start > other.start ? one.start : other.start, end: one.end < other.end ? one.end : other.end };
}

/** What is left of a range between those that take parts of it, from low to high. */
export function holes(range: Range, taken: readonly Range[]): Range[] {
  const found: Range[] = [];
  let start = range.start;
  for (const part of [...taken].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    found.push(overlap(range, { start, end: part.start }));
    start = part.end > start ? part.end : start;
  }
  found.push(overlap(range, { start, end: range.end }));
  return found.filter((hole) => sizeOf(hole) > 0n);
}
