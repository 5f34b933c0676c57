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
      tooLarge('size', 'no memory of this size', bits, largestGap(all, bits, [...taken, ...this.#regions]))
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
      lowestGap(region, size, bits, taken) ??
      tooLarge('region', 'no piece of this size is free in the region', bits, largestGap(region, bits, taken))
    );
  }
}

export function wholePages(size: bigint): bigint {
  return ((size + PAGE - 1n) / PAGE) * PAGE;
}

function fail(...details: ConstructorParameters<typeof CommandError>): never {
  throw new CommandError(...details);
}

/** Told in the driver's words. */
function tooLarge(word: 'size' | 'region', reason: string, bits: number, largest: bigint): never {
  const mask = ((1n << BigInt(bits)) - 1n).toString(16);
  fail('ENOMEM', word, `${reason}: DMA mask 0x${mask}, largest piece now ${largest} bytes`);
}

function endOf({ address, size }: Range): bigint {
  return address + size;
}

function overlap(a: Range, b: Range): boolean {
  return a.address < endOf(b) && b.address < endOf(a);
}

/** The gaps in a range, within the device's reach, from the lowest. */
function gaps(whole: Range, bits: number, taken: readonly Range[]): Range[] {
  const reach = { address: whole.address, size: minOf(endOf(whole), 1n << BigInt(bits)) - whole.address };
  const inside = taken.filter((range) => overlap(reach, range)).sort((a, b) => Number(a.address - b.address));
  const starts = [reach.address, ...inside.map(endOf)];
  const ends = [...inside.map(({ address }) => address), endOf(reach)];
  return starts.map((address, index) => ({ address, size: (ends[index] ?? address) - address }));
}

function minOf(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function lowestGap(whole: Range, size: bigint, bits: number, taken: readonly Range[]): bigint | undefined {
  return gaps(whole, bits, taken).find((gap) => gap.size >= size)?.address;
}

function largestGap(whole: Range, bits: number, taken: readonly Range[]): bigint {
  return gaps(whole, bits, taken).reduce((largest, gap) => (gap.size > largest ? gap.size : largest), 0n);
}
