// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { HelpTable } from '../help/help-table.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import type { Shell } from './shells.ts';
import { zshCompletion } from './zsh.ts';

const writers: Readonly<Record<Shell, (table: HelpTable) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** The script that has a shell complete everything that the help table knows. */
export function completionScript(shell: Shell, table: HelpTable): string {
  return writers[shell](table);
}
