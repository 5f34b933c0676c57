// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deleteCommand, parseResult } from '@u-dma-buf-mgr/protocol';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { commandOf } from '../control/fields.ts';
import { explainCommand, explainOpen } from './command.ts';

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

const plain = commandOf({ name: 'udmabuf8', size: '16M' });
const onPci = commandOf({ name: 'udmabuf8', size: '16M', bus: 'pci', device: '0000:00:18.7' });
const onPlatform = commandOf({ name: 'udmabuf8', size: '16M', device: 'soc:dma' });
const remove = deleteCommand('udmabuf8');
const masked = commandOf({ name: 'udmabuf8', size: '16M', dmaMask: 24 });

const logHint = 'the kernel log may say why: dmesg | grep u-dma-buf';

describe('opening the control device', () => {
  test.each(['EACCES', 'EPERM'])('%s: root only', (errno) => {
    expect(explainOpen(errno, machine)).toEqual({
      code: 'permission',
      message: `no permission to write ${machine.controlDevice}`,
      hint: 'only root may create and delete buffers: use sudo (the group u-dma-buf is for using them)',
    });
  });

  test.each(['ENXIO', 'ENODEV'])('%s: a node that outlived its module', (errno) => {
    expect(explainOpen(errno, machine)).toMatchObject({
      code: 'not-loaded',
      hint: 'load the module: modprobe u-dma-buf-mgr',
    });
  });
});

describe('create', () => {
  test('EEXIST shows which buffer has the name', () => {
    machine.addBuffer('udmabuf8');
    expect(explainCommand('EEXIST', plain, machine)).toEqual({
      code: 'exists',
      message: 'a buffer of this name exists: 64K at 0x7b410000',
      hint: 'delete it first, or choose another name',
    });
  });

  test('EEXIST of a buffer that is gone by now', () => {
    expect(explainCommand('EEXIST', plain, machine).message).toBe('a buffer of this name exists');
  });

  const at = (place: { address?: bigint; region?: string }) => commandOf({ name: 'udmabuf9', size: '16K', ...place });

  test('EBUSY at an address names the buffer that is there', () => {
    machine.addBuffer('udmabuf8');
    const answer = parseResult(
      'error EBUSY create udmabuf9 column=31: memory at this address is in use and cannot be moved away',
    );
    expect(explainCommand('EBUSY', at({ address: 0x7b40e000n }), machine, answer)).toEqual({
      code: 'place',
      message: 'address 0x7b40e000: memory at this address is in use and cannot be moved away',
      hint: 'the buffer udmabuf8 is there: 64K at 0x7b410000',
    });
    expect(explainCommand('EBUSY', at({ address: 0x7b40c000n }), machine, answer)).toMatchObject({
      hint: 'ask again when less is running, or at boot, before the memory is in use',
    });
  });

  test.each([
    ['ENXIO', 'no RAM at this address', /^root sees what is where in \/proc\/iomem/],
    ['EACCES', 'memory at this address is reserved', /^root sees what is where in \/proc\/iomem/],
    ['ERANGE', 'address beyond what the device reaches', /^the kernel log says more/],
    ['ENOMEM', 'too little memory would be left for others', /^free memory, or ask for less$/],
  ])('%s at an address', (errno, reason, hint) => {
    const answer = parseResult(`error ${errno} create udmabuf9 column=31: ${reason}`);
    expect(explainCommand(errno, at({ address: 0x1000n }), machine, answer)).toEqual({
      code: 'place',
      message: `address 0x1000: ${reason}`,
      hint: expect.stringMatching(hint),
    });
  });

  test.each([
    ['ENOENT', 'no such region in the device tree', 'see which there are: ls /proc/device-tree/reserved-memory'],
    ['ENOMEM', 'no piece of this size is free in the region', 'the kernel log says more: dmesg | grep u-dma-buf'],
  ])('%s of a region', (errno, reason, hint) => {
    const answer = parseResult(`error ${errno} create udmabuf9 column=30: ${reason}`);
    expect(explainCommand(errno, at({ region: 'image_buf' }), machine, answer)).toEqual({
      code: 'place',
      message: `region image_buf: ${reason}`,
      hint,
    });
  });

  test('an error about another word is not about the place', () => {
    const answer = parseResult('error EEXIST create udmabuf9 column=8: name in use');
    expect(explainCommand('EEXIST', at({ region: 'image_buf' }), machine, answer).code).toBe('exists');
  });

  test('ENOMEM says how much contiguous memory there is', () => {
    expect(explainCommand('ENOMEM', plain, machine)).toEqual({
      code: 'no-memory',
      message: 'the kernel has no 16M of contiguous memory for it; CMA is 256M, of which 12M free',
      hint: 'reserve more at boot: cma=SIZE on the kernel command line',
    });
  });

  test.each([
    ['', 'ask for less, free memory, or create it at boot, before the memory is in use'],
    [', quirk-mmap-on has memory of this size', 'create it with the mmap mode on'],
  ])('ENOMEM of a driver that tells what there is%s', (rest, hint) => {
    const answer = parseResult(
      `error ENOMEM create udmabuf8 column=17: no memory of this size: DMA mask 0xffffffff, largest piece now 12582912 bytes${rest}`,
    );
    expect(explainCommand('ENOMEM', plain, machine, answer)).toEqual({
      code: 'no-memory',
      message: `the kernel has no 16M of contiguous memory for it; the largest piece now is 12M, for a DMA mask of 0xffffffff${rest}`,
      hint,
    });
  });

  test('ENOMEM of a driver that tells something else', () => {
    const answer = parseResult('error ENOMEM create udmabuf8 column=17: no memory');
    expect(explainCommand('ENOMEM', plain, machine, answer).message).toContain('CMA is 256M');
  });

  test('ENOMEM with enough of it free is a matter of pieces', () => {
    machine.setMeminfo('CmaTotal:   262144 kB\nCmaFree:   200000 kB\n');
    expect(explainCommand('ENOMEM', plain, machine)).toMatchObject({
      message: expect.stringContaining('CMA is 256M, of which 200000K free'),
      hint: 'what is free is in smaller pieces, or beyond the DMA mask',
    });
  });

  test('ENOMEM without CMA', () => {
    machine.setMeminfo('MemTotal:   262144 kB\n');
    expect(explainCommand('ENOMEM', plain, machine).message).toBe(
      'the kernel has no 16M of contiguous memory for it; this kernel has no contiguous memory allocator (CMA)',
    );
  });

  test.each([
    ['pci', onPci, '0000:00:18.7'],
    ['platform', onPlatform, 'soc:dma'],
  ])('ENODEV or EINVAL when the %s bus has no such device', (bus, command, device) => {
    for (const errno of ['ENODEV', 'EINVAL']) {
      expect(explainCommand(errno, command, machine)).toEqual({
        code: 'no-device',
        message: `there is no device ${device} on the bus ${bus}`,
        hint: `see which there are: ls ${machine.busDirectory}/${bus}/devices`,
      });
    }
  });

  test('ENODEV when the device is there', () => {
    machine.addDevice('pci', '0000:00:18.7');
    expect(explainCommand('ENODEV', onPci, machine)).toEqual({
      code: 'no-device',
      message: 'the device 0000:00:18.7 cannot have a buffer of 16M',
      hint: logHint,
    });
  });

  test('ENODEV without a parent is how the reference says that memory is short', () => {
    expect(explainCommand('ENODEV', plain, machine).code).toBe('no-memory');
  });

  test('EINVAL when the name is taken is how the reference says EEXIST', () => {
    machine.addBuffer('udmabuf8');
    expect(explainCommand('EINVAL', plain, machine).code).toBe('exists');
  });

  test('EINVAL for no reason that sysfs shows', () => {
    expect(explainCommand('EINVAL', plain, machine)).toEqual({
      code: 'refused',
      message: 'the module answered EINVAL to "create udmabuf8 16777216"',
      hint: logHint,
    });
  });

  test('EDQUOT points to the limits', () => {
    expect(explainCommand('EDQUOT', plain, machine)).toEqual({
      code: 'quota',
      message: 'no more buffers are allowed, or not of 16M',
      hint: 'root may raise max_buffers and max_bytes in /sys/module/u_dma_buf_mgr/parameters',
    });
  });

  test('ENOSPC', () => {
    expect(explainCommand('ENOSPC', plain, machine)).toEqual({
      code: 'quota',
      message: 'the driver has as many buffers as it can have',
    });
  });

  test('EOVERFLOW', () => {
    const huge = commandOf({ name: 'a', size: '4G' });
    expect(explainCommand('EOVERFLOW', huge, machine)).toEqual({
      code: 'too-large',
      message: 'this kernel cannot address 4G',
    });
  });

  test('an errno that nobody foresaw', () => {
    expect(explainCommand('EIO', plain, machine)).toMatchObject({ code: 'refused', hint: logHint });
  });
});

describe('delete', () => {
  test('EBUSY says how to see who uses it', () => {
    expect(explainCommand('EBUSY', remove, machine)).toEqual({
      code: 'busy',
      message: 'it is open, mapped or exported',
      hint: `see who has it open: fuser -v ${machine.deviceDirectory}/udmabuf8; who holds an exported part is not shown`,
    });
  });

  test('EBUSY says who uses it', () => {
    machine.addProcess(20, 'grabber', [`${machine.deviceDirectory}/udmabuf8`]);
    machine.addProcess(30, 'viewer', [], [`7f00-7f10 rw-s 0 00:05 9  ${machine.deviceDirectory}/udmabuf8`]);
    expect(explainCommand('EBUSY', remove, machine)).toEqual({
      code: 'busy',
      message: 'it is in use by grabber (20), viewer (30, by a mapping)',
    });
  });

  test.each(['ENOENT', 'EINVAL'])('%s of a buffer that is not there asks for a near name', (errno) => {
    machine.addBuffer('udmabuf9');
    machine.addBuffer('camera');
    expect(explainCommand(errno, remove, machine)).toEqual({
      code: 'not-found',
      message: 'there is no such buffer',
      hint: 'did you mean udmabuf9?',
    });
  });

  test('ENOENT with nothing near', () => {
    machine.addBuffer('camera');
    expect(explainCommand('ENOENT', remove, machine).hint).toBeUndefined();
  });

  test('ENOENT when there are no buffers', () => {
    expect(explainCommand('ENOENT', remove, machine).hint).toBe('there are none');
  });

  test('EINVAL of a buffer that is there', () => {
    machine.addBuffer('udmabuf8');
    expect(explainCommand('EINVAL', remove, machine)).toEqual({
      code: 'refused',
      message: 'the module answered EINVAL to "delete udmabuf8"',
      hint: logHint,
    });
  });
});

describe('what the module answers', () => {
  test.each<[string, string]>([
    ['max_buffers', 'more buffers than max_buffers'],
    ['max_bytes', 'more bytes than max_bytes'],
  ])('EDQUOT names %s', (limit, reason) => {
    const answer = parseResult(`error EDQUOT create udmabuf8 column=17: ${reason}`);
    expect(explainCommand('EDQUOT', plain, machine, answer)).toEqual({
      code: 'quota',
      message: `there would be ${reason}`,
      hint: `root may raise ${limit} in /sys/module/u_dma_buf_mgr/parameters`,
    });
  });

  test.each([
    ['EIO', plain, 8, 'device cannot do DMA with its mask', 'name udmabuf8'],
    ['EIO', onPci, 41, 'device cannot do DMA with its mask', 'device 0000:00:18.7'],
    ['EINVAL', onPci, 30, 'bus not in this kernel', 'bus pci'],
    ['EINVAL', plain, 17, 'no such size', 'size 16M'],
    ['EINVAL', masked, 35, 'no such mask', 'dma-mask 24'],
    ['EINVAL', remove, 8, 'driver refused', 'name udmabuf8'],
  ] as const)('%s is told of the argument that it means', (errno, command, column, reason, label) => {
    machine.addBuffer('udmabuf8');
    const answer = parseResult(`error ${errno} ${command.verb} udmabuf8 column=${column}: ${reason}`);
    expect(explainCommand(errno, command, machine, answer)).toEqual({
      code: 'refused',
      message: `${label}: ${reason} (${errno})`,
      hint: logHint,
    });
  });

  test('ENODEV of the device needs no look into sysfs', () => {
    machine.addDevice('pci', '0000:00:18.7');
    const answer = parseResult('error ENODEV create udmabuf8 column=41: no such device on the bus');
    expect(explainCommand('ENODEV', onPci, machine, answer).message).toBe(
      'there is no device 0000:00:18.7 on the bus pci',
    );
  });

  test('ENODEV of another module’s driver is one that was asked for memory', () => {
    const answer = parseResult('error ENODEV create udmabuf8 column=8: driver refused');
    expect(explainCommand('ENODEV', plain, machine, answer).code).toBe('no-memory');
  });
});
