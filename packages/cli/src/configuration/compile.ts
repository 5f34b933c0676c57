// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { format } from '@u-dma-buf-mgr/protocol';

import type { Declaration } from './declaration.ts';
import type { Surroundings } from './plan.ts';
import { formatRecord } from './record.ts';

/**
 * What makes the declared buffers where none of them is there, for programs without YAML: lines `access NAME KEY=VALUE…`
 * of what udev is to know of their nodes, and the commands.
 */
export function compile(declarations: readonly Declaration[], surroundings: Surroundings): string {
  return declarations
    .map(({ command, access }) => {
      const record = formatRecord(access, surroundings).trimEnd().replaceAll('\n', ' ');
      return `${record && `access ${command.name} ${record}\n`}${format(command)}\n`;
    })
    .join('');
}
