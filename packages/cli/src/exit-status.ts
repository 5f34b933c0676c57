// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** What the program returns to the shell; the help table says what each means. */
export type ExitStatus = typeof done | typeof failed | typeof misused;

export const done = 0;
export const failed = 1;
export const misused = 2;
