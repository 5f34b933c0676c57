// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Machine } from '../src/machine/machine.ts';
import { nodeSystem } from '../src/machine/node-system.ts';

/** A machine whose files lie in a temporary directory, laid out as sysfs does. */
export interface FakeMachine extends Machine {
  readonly root: string;
  /** Shows a buffer as the driver would; an attribute that is undefined is one that this driver does not have. */
  addBuffer(
    name: string,
    attributes?: Record<string, string | undefined>,
    parent?: { name: string; bus: string },
  ): void;
  addDevice(bus: string, name: string): void;
  /** Shows a manager with these features. */
  setFeatures(features: string): void;
  setMeminfo(lines: string): void;
  /** Shows a process with these open files and these lines of its memory map. */
  addProcess(pid: number, command: string, files: readonly string[], maps?: readonly string[]): void;
  remove(): void;
}

export function makeFakeMachine(): FakeMachine {
  const root = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-'));
  const machine: Machine = {
    controlDevice: join(root, 'dev/u-dma-buf-mgr'),
    managerDirectory: join(root, 'sys/class/misc/u-dma-buf-mgr'),
    classDirectory: join(root, 'sys/class/u-dma-buf'),
    deviceDirectory: join(root, 'dev'),
    busDirectory: join(root, 'sys/bus'),
    meminfo: join(root, 'proc/meminfo'),
    processDirectory: join(root, 'proc'),
    // Its nodes are regular files.
    system: { ...nodeSystem, openNode: (path, _, flags) => nodeSystem.open(path, flags) },
  };
  for (const directory of ['dev', 'proc', 'sys/bus', 'sys/class', 'sys/devices']) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  const setMeminfo = (lines: string): void => writeFileSync(machine.meminfo, lines);
  setMeminfo('MemTotal:        2014220 kB\nCmaTotal:         262144 kB\nCmaFree:          12288 kB\n');

  const setFeatures = (features: string): void => {
    mkdirSync(machine.managerDirectory, { recursive: true });
    writeFileSync(join(machine.managerDirectory, 'features'), `${features}\n`);
  };

  const addDevice = (bus: string, name: string): string => {
    const device = join(root, 'sys/devices', bus, name);
    mkdirSync(device, { recursive: true });
    mkdirSync(join(machine.busDirectory, bus, 'devices'), { recursive: true });
    symlinkSync(join(machine.busDirectory, bus), join(device, 'subsystem'));
    symlinkSync(device, join(machine.busDirectory, bus, 'devices', name));
    return device;
  };

  const addBuffer: FakeMachine['addBuffer'] = (name, attributes, parent) => {
    const device = addDevice(parent?.bus ?? 'platform', parent?.name ?? `u-dma-buf.${name}.auto`);
    const directory = join(device, 'u-dma-buf', name);
    mkdirSync(directory, { recursive: true });
    mkdirSync(machine.classDirectory, { recursive: true });
    symlinkSync(device, join(directory, 'device'));
    for (const [attribute, value] of Object.entries({ ...driverAttributes, ...attributes })) {
      if (value !== undefined) {
        writeFileSync(join(directory, attribute), `${value}\n`);
      }
    }
    symlinkSync(directory, join(machine.classDirectory, name));
  };

  const addProcess: FakeMachine['addProcess'] = (pid, command, files, maps = []) => {
    const directory = join(machine.processDirectory, String(pid));
    mkdirSync(join(directory, 'fd'), { recursive: true });
    files.forEach((file, number) => symlinkSync(file, join(directory, 'fd', String(number))));
    writeFileSync(join(directory, 'comm'), `${command}\n`);
    writeFileSync(join(directory, 'maps'), maps.map((line) => `${line}\n`).join(''));
  };

  return {
    ...machine,
    root,
    addBuffer,
    addDevice,
    addProcess,
    setFeatures,
    setMeminfo,
    remove: () => rmSync(root, { recursive: true }),
  };
}

const driverAttributes: Record<string, string | undefined> = {
  dev: '238:0',
  driver_version: '6.0.0',
  size: '65536',
  phys_addr: '0x000000007b410000',
  dma_coherent: '1',
  quirk_mmap_mode: '3',
  sync_mode: '1',
  origin: 'manager',
  memory_source: 'pages',
  dma_mask: '32',
};
