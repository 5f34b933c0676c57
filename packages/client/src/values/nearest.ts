// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The candidate that a mistyped or abbreviated word was probably meant to be, if one is near enough to ask for. */
export function nearest<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  const [longer, another] = word === '' ? [] : candidates.filter((candidate) => candidate.startsWith(word));
  return longer !== undefined && another === undefined ? longer : nearestByTyping(word, candidates);
}

function nearestByTyping<T extends string>(word: string, candidates: readonly T[]): T | undefined {
  // A third of the letters wrong is a typing mistake; more is another word.
  let limit = Math.floor(word.length / 3);
  let best: T | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) <= limit) {
      const distance = editDistance(word, candidate);
      if (distance <= limit) {
        limit = distance - 1;
        best = candidate;
      }
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = from[row - 1] === to[column - 1] ? 0 : 1;
      let cost = Math.min(
        cell(previous, column) + 1,
        cell(current, column - 1) + 1,
        cell(previous, column - 1) + replaced,
      );
      if (from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]) {
        cost = Math.min(cost, cell(beforePrevious, column - 2) + 1);
      }
      current.push(cost);
    }
    beforePrevious = previous;
    previous = current;
  }
  return cell(previous, to.length);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Infinity;
}
