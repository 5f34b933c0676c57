// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The system calls for which Node has no function, by way of koffi. Its own types are not used: it need not be installed
// where ours are read.

import { getSystemErrorName } from 'node:util';

import { BufferError } from '../../error.ts';

export interface Libc {
  mmap(address: bigint, length: number, protection: number, flags: number, descriptor: number, offset: bigint): bigint;
  munmap(address: bigint, length: number): void;
  ioctl(descriptor: number, request: number, argument: Uint8Array): void;
  /** The memory at an address, not a copy of it. */
  view(address: bigint, length: number): ArrayBuffer;
  readonly pageSize: bigint;
}

interface Koffi {
  load(library: null): { func(definition: string): (...values: unknown[]) => number | bigint };
  view(address: bigint, length: number): ArrayBuffer;
  sizeof(type: string): number;
  errno(): number;
}

const SC_PAGESIZE = 30;

let loading: Promise<Libc> | undefined;

export function loadLibc(): Promise<Libc> {
  return (loading ??= importKoffi().then(bind));
}

async function importKoffi(): Promise<Koffi> {
  try {
    const { default: koffi } = (await import('koffi')) as unknown as { default: Koffi };
    return koffi;
  } catch (cause) {
    throw new BufferError({
      code: 'no-koffi',
      message:
        'mapping, exporting, and syncing without write access to /sys need the npm package koffi, which could not be loaded',
      hint: 'npm install koffi@3',
      cause,
    });
  }
}

function bind(koffi: Koffi): Libc {
  const library = koffi.load(null);
  // With 64 bits of offset on 32-bit machines too.
  const mmap = library.func('void *mmap64(void *, size_t, int, int, int, int64_t)');
  const munmap = library.func('int munmap(void *, size_t)');
  const ioctl = library.func('int ioctl(int, unsigned long, _Inout_ uint8_t *)');
  const sysconf = library.func('long sysconf(int)');
  const failed = BigInt.asUintN(8 * koffi.sizeof('void *'), -1n);
  const checked = (syscall: string, result: number | bigint, failure: number | bigint): number | bigint => {
    if (result === failure) {
      throw systemError(syscall, koffi.errno());
    }
    return result;
  };
  return {
    mmap: (...values) => BigInt(checked('mmap', mmap(...values), failed)),
    munmap: (...values) => void checked('munmap', munmap(...values), -1),
    ioctl: (...values) => void checked('ioctl', ioctl(...values), -1),
    view: (address, length) => koffi.view(address, length),
    pageSize: BigInt(sysconf(SC_PAGESIZE)),
  };
}

/** As Node's own. */
function systemError(syscall: string, errno: number): Error {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${code}, ${syscall}`), { errno: -errno, code, syscall });
}
