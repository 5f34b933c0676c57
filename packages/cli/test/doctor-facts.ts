// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { examine } from '../src/doctor/examine.ts';
import type { Facts, ModuleFile } from '../src/doctor/facts.ts';
import type { Finding, Severity } from '../src/doctor/finding.ts';

// What the tests of the doctor's checks begin with. Whether the facts are right is tested in machines, by tools/suites/doctor/run.

export const release = '6.1.0-18-arm64';
export const MiB = 1n << 20n;

export function moduleFile(name: string): ModuleFile {
  return { path: `/lib/modules/${release}/updates/dkms/${name}.ko`, signed: false, version: '6.0.0', owner: undefined };
}

export const modules = ['u-dma-buf', 'u-dma-buf-mgr'].map((name) => ({
  name,
  loaded: { version: '6.0.0' },
  files: [moduleFile(name)],
  otherKernels: [],
}));
export const unloaded = modules.map((module) => ({ ...module, loaded: undefined }));
export const unbuilt = unloaded.map((module) => ({ ...module, files: [] }));

/** A board with 64 MiB of CMA at 0x70000000, where all is well. */
export const well: Facts = {
  wanted: { size: undefined, dmaMask: undefined, device: undefined },
  kernel: { release, package: undefined, commandLine: 'quiet', log: [] },
  distribution: { id: 'debian', like: [], bootLoader: 'grub' },
  modules,
  headersInstalled: true,
  takesReadyBuilt: false,
  dkms: [{ version: '6.0.0', kernels: [release], failure: undefined }],
  trust: { secureBoot: false, enforced: false, certificate: undefined, efi: true },
  access: {
    user: { name: 'root', id: 0, groups: [0] },
    group: { id: 997, members: ['ada'] },
    ruleInstalled: true,
    control: 'device',
    withForeignNode: [],
    loadsModules: true,
    nodes: [{ path: '/dev/udmabuf0', mode: 0o660, user: 0, group: 997 }],
  },
  memory: {
    total: 1024n * MiB,
    available: 128n * MiB,
    cma: { total: 64n * MiB, free: 60n * MiB },
    areas: [{ name: 'cma', start: 0x70000000n, end: 0x74000000n }],
    zones: [{ name: 'DMA', start: 0x40000000n, end: 0x80000000n, largestFree: 2n * MiB }],
    reserved: [],
    ram: [{ start: 0x40000000n, end: 0x80000000n }],
    buffers: [],
  },
  iommu: { units: [], groupTypes: new Map() },
};

/** A PCI device that drives 28 bits of address, without an IOMMU. */
export const device = {
  bus: 'pci',
  name: '0000:00:05.0',
  exists: true,
  dmaMask: 28,
  driver: undefined,
  iommuGroupType: undefined,
};

/** A user who wants a buffer of so many bytes. */
export function wants(size: bigint, more: Partial<Facts['wanted']> = {}): Facts['wanted'] {
  return { ...well.wanted, size, ...more };
}

/** What is found of a machine that is well but for these facts: all findings of that check. */
export function found(check: string, facts: Partial<Facts>): Omit<Finding, 'check'>[] {
  return examine({ ...well, ...facts }).flatMap(({ check: name, ...rest }) => (name === check ? rest : []));
}

export function finding(severity: Severity, text: unknown, fix: readonly string[] = []): unknown {
  return { severity, text, fix };
}
