// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { mmapModeFromNumber } from '@u-dma-buf-mgr/protocol';
import type { MmapMode } from '@u-dma-buf-mgr/protocol';

import { withJson } from './json.ts';
import { readTold } from './told.ts';
import { makeDeviceNumber } from '../machine/device-number.ts';
import type { Machine } from '../machine/machine.ts';
import { givesAnswers } from '../machine/manager.ts';
import { readAttribute, unlessGone } from '../machine/sysfs.ts';
import type { System } from '../machine/system.ts';

/** What sysfs tells about a buffer. A module that is too old to tell something leaves it undefined. */
export interface BufferInfo {
  readonly name: string;
  /** The path of its node: `/dev/udmabuf0`. */
  readonly node: string;
  readonly major: number;
  readonly minor: number;
  /** In bytes, as requested; the memory behind it is whole pages. Exact: no machine has 2^53 bytes. */
  readonly size: number;
  /** The address at which a device reaches it, of up to 64 bits. */
  readonly dmaAddress: bigint;
  /** The device it was made for: its own platform device where none was given. */
  readonly parent: string | undefined;
  /** The bus of the parent. */
  readonly bus: string | undefined;
  /** Whether the parent sees the CPU's caches, so that no sync is needed. */
  readonly coherent: boolean | undefined;
  readonly mmapMode: MmapMode | undefined;
  readonly syncMode: number | undefined;
  readonly driverVersion: string | undefined;
  /** How many bits of address the parent can drive. */
  readonly dmaMask: number | undefined;
  readonly origin: BufferOrigin | undefined;
  /** Where its memory comes from. */
  readonly memorySource: MemorySource | undefined;
  /** Whether the driver refuses to delete it while it is in use; another driver may take the memory from its users. */
  readonly guarded: boolean;
  /** Whether it goes when the open control file that made it has closed and its last user is gone. */
  readonly temporary: boolean;
}

/** The buffer that a node must lead to. */
export type NodeOwner = Pick<BufferInfo, 'name' | 'node' | 'major' | 'minor'>;

/** Who had a buffer made; `other` is another kernel module. A newer driver may know more words. */
export type BufferOrigin = 'manager' | 'parameter' | 'device-tree' | 'other';

/**
 * Where memory comes from: `pages`, the kernel's page allocator; `scattered`, pages from anywhere, of which an IOMMU makes
 * one piece for the device; `range`, a range that was emptied; `dma`, the kernel's DMA API; `region`, the parent's own
 * memory-region. A newer driver may know more words.
 */
export type MemorySource = 'pages' | 'scattered' | 'range' | 'dma' | 'region';

const COMPATIBLE = 'ikwzm,u-dma-buf\0';

/** The names of all buffers, in no order. None where the driver is not loaded. */
export function readNames({ system, classDirectory }: Machine): string[] {
  return unlessGone(() => system.readNames(classDirectory)) ?? [];
}

/** Undefined where there is no such buffer, or no longer: it may be deleted while it is being read. */
export function readBuffer(machine: Machine, name: string): BufferInfo | undefined {
  // Not join(), which looks for dots: a list of many buffers has some paths of each.
  const directory = `${machine.classDirectory}/${name}`;
  const told = readTold(machine.system, directory);
  const { major, minor, size, phys_addr: dmaAddress } = told;
  if (size === undefined || dmaAddress === undefined || major === undefined || minor === undefined) {
    return undefined;
  }
  const { dma_coherent: coherent, quirk_mmap_mode: mmapMode, sync_mode: syncMode, dma_mask: dmaMask, origin } = told;
  return withJson({
    name,
    node: `${machine.deviceDirectory}/${name}`,
    major: Number(major),
    minor: Number(minor),
    size: Number(size),
    dmaAddress: BigInt(dmaAddress),
    parent: told.parent,
    bus: told.bus,
    coherent: coherent === undefined ? undefined : coherent !== '0',
    mmapMode: mmapMode === undefined ? undefined : mmapModeFromNumber(Number(mmapMode)),
    syncMode: syncMode === undefined ? undefined : Number(syncMode),
    driverVersion: told.driver_version,
    dmaMask: dmaMask === undefined ? undefined : Number(dmaMask),
    origin: origin === undefined ? guessOrigin(machine.system, directory) : originOf(origin, machine),
    memorySource: told.memory_source as MemorySource | undefined,
    guarded: origin !== undefined,
    temporary: told.temporary === '1',
  });
}

/** Of the directory of a buffer, which no other has while it is there; undefined where there is none of this name. */
export function readInode({ system, classDirectory }: Machine, name: string): bigint | undefined {
  return unlessGone(() => system.inode(join(classDirectory, name)));
}

/** Whether its driver is ours, as {@link BufferInfo.guarded}. */
export function isGuarded({ system, classDirectory }: Machine, name: string): boolean {
  return readAttribute(system, join(classDirectory, name, 'origin')) !== undefined;
}

/** What stat() gives of the node that is the buffer's; undefined where there is no such buffer. */
export function readDeviceNumber({ system, classDirectory }: Machine, name: string): number | undefined {
  const [major, minor] = (readAttribute(system, join(classDirectory, name, 'dev')) ?? '').split(':').map(Number);
  return major === undefined || minor === undefined ? undefined : makeDeviceNumber({ major, minor });
}

/** Whether the name of a buffer leads to something else in /dev. A node that is not there is nothing else. */
export function isNodeOfOther(machine: Machine, name: string): boolean {
  const number = unlessGone(() => machine.system.deviceNumber(join(machine.deviceDirectory, name)));
  return number !== undefined && number !== readDeviceNumber(machine, name);
}

/** An older manager does not tell our driver that it was the one. */
function originOf(text: string, machine: Machine): BufferOrigin | undefined {
  return text === 'other' && !givesAnswers(machine) ? undefined : (text as BufferOrigin);
}

/** Another driver does not tell; but a node of the device tree that is a buffer's own shows itself. */
function guessOrigin(system: System, directory: string): BufferOrigin | undefined {
  const compatible = unlessGone(() => system.readText(join(directory, 'device/of_node/compatible')));
  return compatible?.startsWith(COMPATIBLE) === true ? 'device-tree' : undefined;
}
