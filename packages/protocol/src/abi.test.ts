// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import * as protocol from './index.ts';

// Programs, udev rules and scripts rely on these: a change is another ABI.

test('where the modules show themselves', () => {
  expect(protocol).toMatchObject({
    DRIVER_MODULE: 'u-dma-buf',
    MANAGER_MODULE: 'u-dma-buf-mgr',
    CONTROL_DEVICE: '/dev/u-dma-buf-mgr',
    MANAGER_DIRECTORY: '/sys/class/misc/u-dma-buf-mgr',
    BUFFER_GROUP: 'u-dma-buf',
    DEVICE_DIRECTORY: '/dev',
    CLASS_DIRECTORY: '/sys/class/u-dma-buf',
  });
});

test('what a command can say', () => {
  expect(protocol).toMatchObject({
    MAX_COMMAND_LENGTH: 1024,
    MAX_NAME_LENGTH: 63,
    MAX_REGION_LENGTH: 63,
    MAX_SIZE: 0xffff_ffff_ffff_ffffn,
    MIN_DMA_MASK_BITS: 12,
    MAX_DMA_MASK_BITS: 64,
    COMMAND_TERMINATOR: '\n',
    BUS_NAMES: ['platform', 'pci', 'pcie_port', 'pci_express', 'amba'],
    DEFAULT_BUS: 'platform',
    MMAP_MODES: ['off', 'on', 'auto', 'page'],
  });
});

test('the modes are numbered from 1', () => {
  expect([0, 1, 2, 3, 4, 5].map(protocol.mmapModeFromNumber)).toEqual([
    undefined,
    'off',
    'on',
    'auto',
    'page',
    undefined,
  ]);
});

test('the kernel has one name for the two of a PCIe port', () => {
  expect(protocol.BUS_NAMES.map(protocol.kernelBusName)).toEqual([
    'platform',
    'pci',
    'pci_express',
    'pci_express',
    'amba',
  ]);
});
