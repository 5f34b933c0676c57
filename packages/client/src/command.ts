// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * What the command needs besides. The package does not export it: the command is bundled from the sources, and may
 * change with them.
 */

export { formatUsers } from './buffers/users.ts';
export { commandOf } from './control/fields.ts';
export { withBufferNode } from './handle/node.ts';
export { SYNC_DIRECTIONS } from './handle/pack-sync.ts';
export { errnoName } from './machine/errno.ts';
export { usedUnguarded } from './manage/used-unguarded.ts';
export { parseAddress } from './values/address.ts';
export { parseBus } from './values/bus.ts';
export { parseDeviceName } from './values/device.ts';
export { parseDmaMask } from './values/dma-mask.ts';
export { parseMmapMode } from './values/mmap-mode.ts';
export { parseBufferName } from './values/name.ts';
export { parseRegionName } from './values/region.ts';
export { sortByName } from './values/order.ts';
export { nearest } from './values/nearest.ts';
