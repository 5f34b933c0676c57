// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from './arguments/arguments.ts';
import type { CommandHelp } from './command.ts';
import type { ExitStatus } from './exit-status.ts';

/** Does what the words say. What it throws is reported, and ends the program with the status that belongs to it. */
type Run = (words: Arguments) => ExitStatus | Promise<ExitStatus>;

/** Where the two halves of a command are; neither is evaluated before it is needed. */
interface CommandEntry {
  readonly help: () => Promise<{ readonly help: CommandHelp }>;
  readonly code: () => Promise<{ readonly run: Run }>;
}

/** Every command, in the order in which the help shows them. */
export const commandTable = {
  create: { help: () => import('./commands/create.help.ts'), code: () => import('./commands/create.ts') },
  delete: { help: () => import('./commands/delete.help.ts'), code: () => import('./commands/delete.ts') },
  list: { help: () => import('./commands/list.help.ts'), code: () => import('./commands/list.ts') },
  show: { help: () => import('./commands/show.help.ts'), code: () => import('./commands/show.ts') },
  apply: { help: () => import('./commands/apply.help.ts'), code: () => import('./commands/apply.ts') },
  diff: { help: () => import('./commands/diff.help.ts'), code: () => import('./commands/diff.ts') },
  export: { help: () => import('./commands/export.help.ts'), code: () => import('./commands/export.ts') },
  sync: { help: () => import('./commands/sync.help.ts'), code: () => import('./commands/sync.ts') },
  dump: { help: () => import('./commands/dump.help.ts'), code: () => import('./commands/dump.ts') },
  load: { help: () => import('./commands/load.help.ts'), code: () => import('./commands/load.ts') },
  fill: { help: () => import('./commands/fill.help.ts'), code: () => import('./commands/fill.ts') },
  watch: { help: () => import('./commands/watch.help.ts'), code: () => import('./commands/watch.ts') },
  map: { help: () => import('./commands/map.help.ts'), code: () => import('./commands/map.ts') },
  bench: { help: () => import('./commands/bench.help.ts'), code: () => import('./commands/bench.ts') },
  cdi: { help: () => import('./commands/cdi.help.ts'), code: () => import('./commands/cdi.ts') },
  doctor: { help: () => import('./commands/doctor.help.ts'), code: () => import('./commands/doctor.ts') },
  help: { help: () => import('./commands/help.help.ts'), code: () => import('./commands/help.ts') },
  completion: { help: () => import('./commands/completion.help.ts'), code: () => import('./commands/completion.ts') },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandName = keyof typeof commandTable;

export const commandNames = Object.keys(commandTable) as CommandName[];

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(commandTable, word);
}

export async function loadHelp(name: CommandName): Promise<CommandHelp> {
  return (await commandTable[name].help()).help;
}
