// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Mapping } from '../system.ts';
import { loadLibc } from './libc.ts';
import type { Descriptor, Libc } from './libc.ts';

// The same numbers on all our architectures.
const PROT_READ_WRITE = 0x1 | 0x2;
const MAP_SHARED = 0x1;
const MAP_PRIVATE = 0x2;
const MAP_FIXED = 0x10;
const MAP_ANONYMOUS = 0x20;
const MAP_NORESERVE = 0x4000;

/** Whole pages of this process's addresses. */
interface Pages {
  readonly libc: Libc;
  readonly address: bigint;
  readonly length: number;
}

export async function mapFile(file: Descriptor, offset: bigint, length: number): Promise<Mapping> {
  const libc = await loadLibc();
  const before = offset % libc.pageSize;
  const pagesLength = length + Number(before);
  const address = await libc.mmap(0n, pagesLength, PROT_READ_WRITE, MAP_SHARED, file.fd, offset - before);
  const pages: Pages = { libc, address, length: pagesLength };
  const memory = libc.view(address + before, length);
  unreachable.register(memory, pages);
  return { memory, unmap: () => replaceByZeros(pages) };
}

/**
 * Gives the file's pages back but keeps the addresses: somebody may hold a view of them, or a thread be at work on one.
 * Both find zeros there, which take no memory unless they are written to. The kernel replaces the one by the other at
 * once, so that there is no moment at which a touch would fault. The ArrayBuffer is not detached, although V8 can: Node
 * aborts when that happens to one that its zlib is at work on.
 */
function replaceByZeros({ libc, address, length }: Pages): void {
  const flags = MAP_PRIVATE | MAP_FIXED | MAP_ANONYMOUS | MAP_NORESERVE;
  libc.mmapSync(address, length, PROT_READ_WRITE, flags, -1, 0n);
}

/** The addresses go when nobody can reach them any more; so does a mapping that was never unmapped. */
const unreachable = new FinalizationRegistry<Pages>(({ libc, address, length }) => libc.munmapSync(address, length));
