// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The system calls for which Node has no function, by way of koffi. Its own types are not used: it need not be installed
// where ours are read.

import { getSystemErrorName } from 'node:util';

import { noKoffi } from './no-koffi.ts';

type MapArguments = [
  address: bigint,
  length: number,
  protection: number,
  flags: number,
  descriptor: number,
  offset: bigint,
];

/** What returns a promise runs on a thread: to map a large buffer, or to sync it, takes a while. */
export interface Libc {
  mmap(...values: MapArguments): Promise<bigint>;
  mmapSync(...values: MapArguments): bigint;
  munmapSync(address: bigint, length: number): void;
  ioctl(descriptor: number, request: number, argument: Uint8Array): Promise<void>;
  /** The memory at an address, not a copy of it. */
  view(address: bigint, length: number): ArrayBuffer;
  readonly pageSize: bigint;
}

/** An open file. Its number is asked for at the moment of the call: it is -1 once the file is closed. */
export interface Descriptor {
  readonly fd: number;
}

type Result = number | bigint;

interface Func {
  (...values: unknown[]): Result;
  async(...values: unknown[]): void;
}

interface Koffi {
  load(library: null): { func(definition: string): Func };
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
    throw noKoffi(cause);
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
  const errorOf = (syscall: string, result: Result, failure: Result): Error | undefined =>
    result === failure ? systemError(syscall, koffi.errno()) : undefined;
  const checked = (syscall: string, result: Result, failure: Result): Result => {
    const error = errorOf(syscall, result, failure);
    if (error !== undefined) {
      throw error;
    }
    return result;
  };
  // In its callback koffi has the errno of the call.
  const onThread = (syscall: string, func: Func, failure: Result, values: unknown[]): Promise<Result> =>
    new Promise((resolve, reject) => {
      func.async(...values, (broken: Error | null, result: Result) => {
        const error = broken ?? errorOf(syscall, result, failure);
        if (error === undefined) {
          resolve(result);
        } else {
          reject(error);
        }
      });
    });
  return {
    mmap: async (...values) => BigInt(await onThread('mmap', mmap, failed, values)),
    mmapSync: (...values) => BigInt(checked('mmap', mmap(...values), failed)),
    munmapSync: (...values) => void checked('munmap', munmap(...values), -1),
    ioctl: (...values) => onThread('ioctl', ioctl, -1, values).then(() => undefined),
    view: (address, length) => koffi.view(address, length),
    pageSize: BigInt(sysconf(SC_PAGESIZE)),
  };
}

/** As Node's own. */
function systemError(syscall: string, errno: number): Error {
  const code = getSystemErrorName(-errno);
  return Object.assign(new Error(`${code}, ${syscall}`), { errno: -errno, code, syscall });
}
