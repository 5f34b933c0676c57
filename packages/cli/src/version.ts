// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { version } from '../package.json';

/** The Debian package writes its architecture here; whoever runs another build gets the running Node's. */
const packagedFor = '@DEB_HOST_ARCH@';

export function versionLine(): string {
  return `u-dma-buf-mgr ${version} (${packagedFor.startsWith('@') ? process.arch : packagedFor})\n`;
}
