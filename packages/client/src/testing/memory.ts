// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import { CommandError } from './command-error.ts';

/** A region of reserved memory, as a device tree has it: that of `name@address`. */
export interface TestRegion {
  /** Without the unit address. */
  readonly name: string;
  /** Physical, a multiple of 4096. */
  readonly address: number | bigint;
  /** Bytes, a multiple of 4096. */
  readonly size: number | bigint;
  readonly label?: string;
}

export interface Range {
  readonly address: bigint;
  readonly size: bigint;
}

const PAGE = 4096n;
/** Where the memory of buffers begins. */
const FIRST_ADDRESS = 0x100_0000n;

interface Region extends Range {
  readonly names: readonly string[];
}

/** Where the memory of buffers is: some that any may have, and regions that must be asked for. */
export class TestMemory {
  readonly size: bigint;
  readonly #regions: readonly Region[];

  constructor(size: bigint, regions: readonly TestRegion[]) {
    this.size = size;
    this.#regions = regions.map(({ name, address, size: bytes, label = name }) => ({
      names: [name, `${name}@${address.toString(16)}`, label],
      address: BigInt(address),
      size: BigInt(bytes),
    }));
  }

  /** An address for a new buffer, as the driver finds it, besides those that are taken. */
  allocate(command: CreateCommand, bits: number, taken: readonly Range[]): bigint {
    if (command.address !== undefined) {
      return this.#at({ address: command.address, size: wholePages(command.size) }, bits, taken);
    }
    if (command.region !== undefined) {
      return this.#inRegion(command.region, wholePages(command.size), bits, taken);
    }
    const all = { address: FIRST_ADDRESS, size: this.size };
    return (
      lowestGap(all, wholePages(command.size), bits, [...taken, ...this.#regions]) ??
      fail('ENOMEM', 'size', 'no memory of this size')
    );
  }

  #at(range: Range, bits: number, taken: readonly Range[]): bigint {
    const all = { address: FIRST_ADDRESS, size: this.size };
    if (range.address % PAGE !== 0n) {
      fail('EINVAL', 'address', 'address not a multiple of the page size');
    }
    if (endOf(range) > 1n << BigInt(bits)) {
      fail('ERANGE', 'address', 'address beyond what the device reaches');
    }
    if (this.#regions.some((region) => overlap(region, range))) {
      fail('EACCES', 'address', 'memory at this address is reserved');
    }
    if (range.address < all.address || endOf(range) > endOf(all)) {
      fail('ENXIO', 'address', 'no RAM at this address');
    }
    if (taken.some((other) => overlap(other, range))) {
      fail('EBUSY', 'address', 'memory at this address is in use and cannot be moved away');
    }
    return range.address;
  }

  #inRegion(name: string, size: bigint, bits: number, taken: readonly Range[]): bigint {
    const region =
      this.#regions.find(({ names }) => names.includes(name)) ??
      fail('ENOENT', 'region', 'no such region in the device tree');
    if (size > region.size) {
      fail('EFBIG', 'region', 'region smaller than the buffer');
    }
    if (region.address + size > 1n << BigInt(bits)) {
      fail('ERANGE', 'region', 'region above the DMA mask');
    }
    return (
      lowestGap(region, size, bits, taken) ?? fail('ENOMEM', 'region', 'no piece of this size is free in the region')
    );
  }
}

export function wholePages(size: bigint): bigint {
  return ((size + PAGE - 1n) / PAGE) * PAGE;
}

function fail(...details: ConstructorParameters<typeof CommandError>): never {
  throw new CommandError(...details);
}

function endOf({ address, size }: Range): bigint {
  return address + size;
}

function overlap(a: Range, b: Range): boolean {
  return a.address < endOf(b) && b.address < endOf(a);
}

/** The lowest gap in a range that is large enough and within the device's reach. */
function lowestGap(whole: Range, size: bigint, bits: number, taken: readonly Range[]): bigint | undefined {
  let { address } = whole;
  const inside = taken.filter((range) => overlap(whole, range));
  for (const range of inside.sort((a, b) => Number(a.address - b.address))) {
    if (range.address - address >= size) {
      break;
    }
    address = endOf(range);
  }
  const end = address + size;
  return end > endOf(whole) || end > 1n << BigInt(bits) ? undefined : address;
}
