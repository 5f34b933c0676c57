// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { ExitStatusHelp } from './command.ts';

/** What the program returns to the shell. A command may have more, and says so in its help. */
export type ExitStatus = number;

export const done = 0;
export const failed = 1;
export const misused = 2;

/** The statuses of every command. */
export function commonExitStatuses(): ExitStatusHelp[] {
  return [
    { status: done, text: 'Everything that was asked for is done.' },
    { status: failed, text: 'Something that was asked for could not be done; standard error says why.' },
    { status: misused, text: 'The command line or a configuration file is wrong; nothing was done.' },
  ];
}
