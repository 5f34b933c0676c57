// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export { createTestMachine } from './test-machine.ts';
export { SyncError } from './sync-error.ts';
export type { SyncErrorDetails } from './sync-error.ts';
export type {
  Errno,
  TestCall,
  TestDevice,
  TestLimits,
  TestMachine,
  TestMachineOptions,
  TestRegion,
} from './test-machine.ts';
