// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import koffi from 'koffi';

/** Registers in BAR 0, by their offset in bytes. */
const SOURCE = 0x80;
const DESTINATION = 0x88;
const COUNT = 0x90;
const COMMAND = 0x98;
const BAR_SIZE = 0x100000;

const START = 0x1n;
const TO_MEMORY = 0x2n;

/** The device's own memory, as its engine addresses it. */
const OWN_MEMORY = 0x40000n;
/** Half of that memory: QEMU 7.2 stops at a transfer up to its end. */
const PIECE = 2048n;

const PCI_ID = 0x11e81234;
const PCI_COMMAND = 4;
const MEMORY_AND_MASTER = 0x6;

const PROT_READ_WRITE = 0x3;
const MAP_SHARED = 0x1;

/** QEMU's edu device, driven from user space. */
export class Edu {
  readonly #registers: BigUint64Array;

  constructor(address: string) {
    enable(`/sys/bus/pci/devices/${address}/config`);
    this.#registers = mapRegisters(`/sys/bus/pci/devices/${address}/resource0`);
  }

  /** Has the device copy bytes from one DMA address to another, by way of its own memory. Returns the transfers it took. */
  async copy(from: bigint, to: bigint, size: bigint): Promise<number> {
    let transfers = 0;
    for (let done = 0n; done < size; done += PIECE) {
      const count = size - done < PIECE ? size - done : PIECE;
      await this.#transfer(from + done, OWN_MEMORY, count, 0n);
      await this.#transfer(OWN_MEMORY, to + done, count, TO_MEMORY);
      transfers += 2;
    }
    return transfers;
  }

  async #transfer(source: bigint, destination: bigint, count: bigint, direction: bigint): Promise<void> {
    this.#set(SOURCE, source);
    this.#set(DESTINATION, destination);
    this.#set(COUNT, count);
    this.#set(COMMAND, START | direction);
    while ((this.#get(COMMAND) & START) !== 0n) {
      await setTimeout(1);
    }
  }

  #get(register: number): bigint {
    return this.#registers[register / 8] ?? 0n;
  }

  #set(register: number, value: bigint): void {
    this.#registers[register / 8] = value;
  }
}

/** Lets the device answer on its registers and start transfers of its own. */
function enable(path: string): void {
  const config = openSync(path, constants.O_RDWR);
  try {
    const bytes = new DataView(new ArrayBuffer(8));
    readSync(config, bytes, 0, 8, 0);
    if (bytes.getUint32(0, true) !== PCI_ID) {
      throw new Error(`${path} is not of QEMU's edu device`);
    }
    bytes.setUint16(PCI_COMMAND, bytes.getUint16(PCI_COMMAND, true) | MEMORY_AND_MASTER, true);
    writeSync(config, bytes, PCI_COMMAND, 2, PCI_COMMAND);
  } finally {
    closeSync(config);
  }
}

function mapRegisters(path: string): BigUint64Array {
  const mmap = koffi.load(null).func('void *mmap64(void *, size_t, int, int, int, int64_t)');
  const file = openSync(path, constants.O_RDWR);
  try {
    const address = mmap(null, BAR_SIZE, PROT_READ_WRITE, MAP_SHARED, file, 0) as bigint;
    if (BigInt.asIntN(64, address) === -1n) {
      throw new Error(`cannot map ${path}: errno ${koffi.errno()}`);
    }
    return new BigUint64Array(koffi.view(address, BAR_SIZE));
  } finally {
    closeSync(file);
  }
}
