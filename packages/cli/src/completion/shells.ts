// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];
