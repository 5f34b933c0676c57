// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

/** A version as names of files and upstream have it (Debian Policy 5.6.12). */
export function withoutEpoch(version: string): string {
  return version.replace(/^\d+:/, '');
}
