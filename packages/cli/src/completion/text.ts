// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CLASS_DIRECTORY, DEFAULT_BUS } from '@u-dma-buf-mgr/protocol';

import { commonOptions } from '../arguments/common-options.ts';
import type { CommandHelp, OptionHelp } from '../command.ts';

/** The first lines of every script: its licence, and where it comes from. */
export function header(shell: string): string {
  return [
    '# SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers',
    '# SPDX-License-Identifier: BSD-2-Clause',
    `# Printed by: u-dma-buf-mgr completion ${shell}`,
  ].join('\n');
}

/** Its own and those of every command. */
export function optionsOf({ options }: CommandHelp): readonly OptionHelp[] {
  return [...options, ...commonOptions];
}

/** The first sentence of a text, for a list of completions. */
export function brief(text: string): string {
  return /^.*?[^.](?=[.;:](?: |$))/.exec(text)?.[0] ?? text;
}

/** Where the names of buffers are, and of the devices of the bus that `$bus` holds. */
export const buffersIn = CLASS_DIRECTORY;
export const devicesIn = '/sys/bus/$bus/devices';
export const defaultBus = DEFAULT_BUS;

/** A text between single quotes of bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
