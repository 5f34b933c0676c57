// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * How a buffer is mapped into a process, in the order of the numbers that sysfs shows, which start at 1:
 * `off` as the device sees it, `on` cached unless asked otherwise, `auto` cached where the parent is not coherent,
 * `page` with struct pages, so that O_DIRECT and io_uring can target the mapping.
 */
export const MMAP_MODES = ['off', 'on', 'auto', 'page'] as const;

export type MmapMode = (typeof MMAP_MODES)[number];

/** The mode that the number in `quirk_mmap_mode` stands for. */
export function mmapModeFromNumber(number: number): MmapMode | undefined {
  return MMAP_MODES[number - 1];
}
