// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';
import { formatUsers } from '@u-dma-buf-mgr/client/command';
import type { BufferInfo, BufferUsers } from '@u-dma-buf-mgr/client';

import { formatAddress } from '../output/format-address.ts';
import { formatTable } from '../output/table.ts';
import type { Column } from '../output/table.ts';

/** What the driver does not tell, or the caller may not see. */
export const UNKNOWN = '?';

const NOBODY = '-';

/** One line a buffer, in at most `width` characters where that can be. */
export function formatList(buffers: readonly BufferInfo[], users: BufferUsers, width?: number): string {
  return formatTable(buffers, columns(users), width);
}

function columns(users: BufferUsers): Column<BufferInfo>[] {
  return [
    { title: 'NAME', align: 'left', cell: ({ name }) => name, elastic: true },
    { title: 'SIZE', align: 'right', cell: ({ size }) => formatSize(size) },
    { title: 'DMA-ADDRESS', align: 'right', cell: ({ dmaAddress }) => formatAddress(dmaAddress) },
    { title: 'PARENT', align: 'left', cell: ({ parent = UNKNOWN }) => parent, elastic: true },
    { title: 'MMAP', align: 'left', cell: ({ mmapMode = UNKNOWN }) => mmapMode },
    { title: 'ORIGIN', align: 'left', cell: originText },
    { title: 'USED BY', align: 'left', cell: ({ name }) => usedBy(name, users), elastic: true },
  ];
}

function originText({ origin, temporary }: BufferInfo): string {
  return `${origin ?? UNKNOWN}${temporary ? ' (temporary)' : ''}`;
}

/** Who uses a buffer, as far as the caller may see. */
export function usedBy(name: string, { byName, complete }: BufferUsers): string {
  const users = byName.get(name);
  return users === undefined ? (complete ? NOBODY : UNKNOWN) : formatUsers(users);
}
