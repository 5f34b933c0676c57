// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { basename } from 'node:path';

import { readAttribute, unlessGone } from '../machine/sysfs.ts';
import type { System } from '../machine/system.ts';

const ATTRIBUTES = [
  'driver_version',
  'phys_addr',
  'size',
  'dma_coherent',
  'dma_mask',
  'quirk_mmap_mode',
  'origin',
  'memory_source',
  'temporary',
  'sync_mode',
] as const;
const LINKS = ['parent', 'bus'] as const;
const NUMBERS = ['major', 'minor'] as const;

/** What sysfs tells about a buffer, as it stands there. */
export type Told = Readonly<Record<(typeof ATTRIBUTES | typeof LINKS | typeof NUMBERS)[number], string | undefined>>;

/** The keys of a uevent that has all of it, in their order: the driver core's, and those of our driver. */
const UEVENT = new RegExp(`^${lines('', NUMBERS)}[^]*?${lines('U_DMA_BUF_', [...ATTRIBUTES, ...LINKS])}`);

function lines(prefix: string, words: readonly string[]): string {
  return words.map((word) => `${prefix}${word.toUpperCase()}=(?<${word}>.+)\n`).join('');
}

/** Of the buffer that has this directory. A driver of others, or an older one of ours, has its attributes alone. */
export function readTold(system: System, directory: string): Told {
  // Stryker disable next-line StringLiteral: no text without these keys is what is looked for
  const uevent = unlessGone(() => system.readText(`${directory}/uevent`)) ?? '';
  return (UEVENT.exec(uevent)?.groups as Told | undefined) ?? readAttributes(system, directory);
}

function readAttributes(system: System, directory: string): Told {
  const read = (attribute: string): string | undefined => readAttribute(system, `${directory}/${attribute}`);
  // Stryker disable next-line StringLiteral: without a colon, there is no minor
  const [major, minor] = (read('dev') ?? '').split(':');
  return {
    ...(Object.fromEntries(ATTRIBUTES.map((attribute) => [attribute, read(attribute)])) as Told),
    major,
    minor,
    parent: linkTarget(system, `${directory}/device`),
    bus: linkTarget(system, `${directory}/device/subsystem`),
  };
}

function linkTarget(system: System, path: string): string | undefined {
  return unlessGone(() => basename(system.readLink(path)));
}
