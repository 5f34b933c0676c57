// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * A sample that is the same for the same seed, in the order of all.
 *
 * @template T
 * @param {T[]} all @param {number} count @param {number} seed
 */
export function sample(all, count, seed) {
  let state = seed >>> 0;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  const keyed = all.map((value, index) => ({ value, index, key: next() })).sort((a, b) => a.key - b.key);
  return keyed
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ value }) => value);
}
