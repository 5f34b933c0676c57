// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUS_NAMES, MMAP_MODES } from '@u-dma-buf-mgr/protocol';

import { parseBus } from './bus.ts';
import { parseDeviceName } from './device.ts';
import { parseDmaMask } from './dma-mask.ts';
import { parseMmapMode } from './mmap-mode.ts';

test.each(BUS_NAMES)('bus %s', (bus) => {
  expect(parseBus(bus)).toBe(bus);
});

test.each([
  ['pcie', 'did you mean pcie_port?'],
  ['pcl', 'did you mean pci?'],
  ['usb', undefined],
  ['', undefined],
])('bus %p is refused with the hint %p', (bus, hint) => {
  expect(() => parseBus(bus)).toThrow(
    expect.objectContaining({ code: 'bus', value: bus, allowed: 'platform, pci, pcie_port, pci_express, amba', hint }),
  );
});

test.each(MMAP_MODES)('mmap mode %s', (mode) => {
  expect(parseMmapMode(mode)).toBe(mode);
});

test('mmap mode "onn" is refused with a near one', () => {
  expect(() => parseMmapMode('onn')).toThrow(expect.objectContaining({ code: 'mmap-mode', hint: 'did you mean on?' }));
});

test('a number is no mmap mode', () => {
  expect(() => parseMmapMode(1 as never)).toThrow(expect.objectContaining({ code: 'mmap-mode', value: '1' }));
});

test.each([
  ['12', 12],
  ['28', 28],
  ['64', 64],
  ['0x20', 32],
])('a DMA mask of %s bits', (text, bits) => {
  expect(parseDmaMask(text)).toBe(bits);
});

test.each(['', '0', '11', '65', '032', '-1', '3.2', '32bit', '0x', '0x41', '1e1'])('%p is no DMA mask', (text) => {
  expect(() => parseDmaMask(text)).toThrow(expect.objectContaining({ code: 'dma-mask', allowed: '12 to 64 bits' }));
});

test('a mask instead of its width is answered with the width', () => {
  expect(() => parseDmaMask('0xffffffff')).toThrow(expect.objectContaining({ hint: 'give the number of bits: 32' }));
});

test.each(['0000:00:18.7', 'fd4a0000.display', 'u-dma-buf.1.auto', 'axi@0', 'x'.repeat(255)])('device %s', (name) => {
  expect(parseDeviceName(name)).toBe(name);
});

test.each(['', 'a b', 'a;b', 'a\n', 'a\0', 'ä', 'x'.repeat(256)])('%p names no device', (name) => {
  expect(() => parseDeviceName(name)).toThrow(
    expect.objectContaining({ code: 'device', value: name, hint: undefined }),
  );
});

test('a path in sysfs is answered with the name of the device', () => {
  expect(() => parseDeviceName('/sys/bus/pci/devices/0000:00:18.7/')).toThrow(
    expect.objectContaining({ hint: 'give the last part of the path: 0000:00:18.7' }),
  );
});
