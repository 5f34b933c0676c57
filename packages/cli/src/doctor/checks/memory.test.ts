// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { device, finding, found, MiB, wants, well } from '../../../test/doctor-facts.ts';
import type { Facts } from '../facts.ts';

describe('memory', () => {
  const buffer = (name: string, start: bigint, size: bigint): Facts['memory']['buffers'][number] => ({
    name,
    start,
    end: start + size,
    translated: false,
  });

  test('nothing is wanted: what there is', () => {
    expect(found('memory', {})).toEqual([
      finding(
        'note',
        'CMA is 64M, of which 60M are free. A buffer of up to 64M fits now; one of up to 64M fits if the kernel can empty a range of memory for it.',
      ),
    ]);
  });

  test('room in CMA', () => {
    expect(found('memory', { wanted: wants(32n * MiB) })).toEqual([
      finding('ok', 'There is room for a buffer of 32M: CMA has a piece of 64M.'),
    ]);
  });

  test('CMA is too small', () => {
    expect(found('memory', { wanted: wants(100n * MiB) })).toEqual([
      finding(
        'error',
        'There is no room for a buffer of 100M: CMA is 64M, of which 60M are free. Boot with cma=112M.',
        [`sed -i 's/^GRUB_CMDLINE_LINUX="/&cma=112M /' /etc/default/grub`, 'update-grub', 'reboot'],
      ),
    ]);
  });

  test.each([
    ['raspberry-pi', ["sed -i '1s/$/ cma=112M/' /boot/firmware/cmdline.txt", 'reboot']],
    ['u-boot', ['fw_setenv bootargs "$(fw_printenv -n bootargs) cma=112M"', 'reboot']],
    [undefined, []],
  ] as const)('CMA is too small, and the boot loader is %s', (bootLoader, fix) => {
    const distribution = { ...well.distribution, bootLoader };
    expect(found('memory', { distribution, wanted: wants(100n * MiB) })).toEqual([expect.objectContaining({ fix })]);
  });

  test('CMA is fragmented by buffers', () => {
    const memory = {
      ...well.memory,
      cma: { total: 64n * MiB, free: 44n * MiB },
      buffers: [buffer('a', 0x70c00000n, 16n * MiB), buffer('b', 0x73000000n, 4n * MiB)],
    };
    expect(found('memory', { memory, wanted: wants(40n * MiB) })).toEqual([
      expect.objectContaining({
        severity: 'error',
        text: 'There is no room for a buffer of 40M: CMA is 64M, of which 44M are free, but the largest piece between other buffers has 20M. Boot with cma=112M.',
      }),
    ]);
    expect(found('memory', { memory, wanted: wants(20n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'ok' }),
    ]);
  });

  test('a buffer behind an IOMMU takes nothing of CMA', () => {
    const memory = { ...well.memory, buffers: [{ ...buffer('a', 0x71000000n, 32n * MiB), translated: true }] };
    expect(found('memory', { memory, wanted: wants(60n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'ok' }),
    ]);
  });

  test('CMA lends its memory to programs', () => {
    const memory = { ...well.memory, cma: { total: 64n * MiB, free: 8n * MiB } };
    expect(found('memory', { memory, wanted: wants(32n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'warning' }),
    ]);
  });

  test('where CMA is, this user is not told', () => {
    const memory = { ...well.memory, areas: [] };
    expect(found('memory', { memory, wanted: wants(32n * MiB) })).toEqual([
      finding('note', '60M of CMA are free. Whether a piece of them has 32M, only root is told.'),
    ]);
  });

  test('a kernel without CMA', () => {
    const memory = { ...well.memory, cma: undefined, areas: [] };
    expect(found('memory', { memory, wanted: wants(2n * MiB) })).toEqual([
      finding('ok', 'There is room for a buffer of 2M: the page allocator has a block of 2M.'),
    ]);
    expect(found('memory', { memory, wanted: wants(8n * MiB) })).toEqual([
      finding(
        'note',
        'A buffer of 8M may fit: 128M of memory are available, and u-dma-buf empties a range of them for it. In the mmap mode off, a device that is not coherent has only CMA.',
      ),
    ]);
    expect(found('memory', { memory, wanted: wants(80n * MiB) })).toEqual([
      finding(
        'error',
        "There is no room for a buffer of 80M: 128M of memory are available, and the driver leaves a sixteenth of the machine's to others. Make a smaller buffer, or end programs that use memory.",
      ),
    ]);
  });

  test('behind an IOMMU no contiguous memory is needed', () => {
    const wanted = wants(64n * MiB, { device: { ...device, iommuGroupType: 'DMA-FQ' } });
    expect(found('memory', { wanted })).toEqual([expect.objectContaining({ severity: 'ok' })]);
    expect(found('dma-mask', { wanted })).toEqual([expect.objectContaining({ severity: 'ok' })]);
  });

  test('behind an IOMMU others keep a sixteenth too', () => {
    const wanted = wants(65n * MiB, { device: { ...device, iommuGroupType: 'DMA-FQ' } });
    expect(found('memory', { wanted })).toEqual([
      expect.objectContaining({
        severity: 'error',
        text: expect.stringMatching(
          /so that a buffer of 65M needs only memory; of what is available, the driver takes 64M at most\.$/,
        ),
      }),
    ]);
  });
});
