// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { MemoryFacts } from '../system/memory.ts';

/** What the readers found on this machine. The checks decide from it alone. */
export interface Facts {
  readonly wanted: Wanted;
  readonly kernel: KernelFacts;
  readonly distribution: DistributionFacts;
  readonly modules: readonly ModuleFacts[];
  readonly headersInstalled: boolean;
  /** Whether this machine has the command without the modules' source: they come ready built, one package a kernel. */
  readonly takesReadyBuilt: boolean;
  readonly dkms: readonly DkmsTree[];
  readonly trust: TrustFacts;
  readonly access: AccessFacts;
  readonly memory: MemoryFacts;
  readonly iommu: IommuFacts;
}

/** The buffer that somebody would like to have. */
export interface Wanted {
  readonly size: bigint | undefined;
  /** Its DMA mask, where no device was named. */
  readonly dmaMask: number | undefined;
  readonly device: DeviceFacts | undefined;
}

export interface DeviceFacts {
  readonly bus: string;
  readonly name: string;
  readonly exists: boolean;
  /** Bits of address that it drives; undefined where its bus does not tell. */
  readonly dmaMask: number | undefined;
  readonly driver: string | undefined;
  /** What its IOMMU group does with addresses: DMA, DMA-FQ, identity. Undefined where it is in none. */
  readonly iommuGroupType: string | undefined;
}

export interface KernelFacts {
  readonly release: string;
  /** The Debian package that it is of. Only looked up where its headers are missing. */
  readonly package: string | undefined;
  readonly commandLine: string;
  /** The messages of its log; undefined where this user may not read it. */
  readonly log: readonly string[] | undefined;
}

export interface DistributionFacts {
  /** As in /etc/os-release: `debian`. */
  readonly id: string;
  /** What it is derived from. */
  readonly like: readonly string[];
  /** Which keeps the kernel command line; undefined for one not known here. */
  readonly bootLoader: 'grub' | 'raspberry-pi' | 'u-boot' | undefined;
}

export interface ModuleFacts {
  readonly name: string;
  readonly loaded: { readonly version: string | undefined } | undefined;
  /** Below /lib/modules/RELEASE. The first is the one that modprobe takes. */
  readonly files: readonly ModuleFile[];
  /** Other kernels that have it. */
  readonly otherKernels: readonly string[];
}

export interface ModuleFile {
  readonly path: string;
  /** These two are undefined for a compressed file. */
  readonly signed: boolean | undefined;
  readonly version: string | undefined;
  /** Whose it is, where a package manager or DKMS knows. Only looked up where there are two. */
  readonly owner: string | undefined;
}

/** A version of the modules' source that DKMS knows. */
export interface DkmsTree {
  readonly version: string;
  /** For which kernels it is built. */
  readonly kernels: readonly string[];
  readonly failure: BuildFailure | undefined;
}

export interface BuildFailure {
  readonly log: string;
  readonly line: number;
  readonly text: string;
}

export interface TrustFacts {
  readonly secureBoot: boolean;
  /** Whether the kernel loads only modules whose signature it can check. */
  readonly enforced: boolean;
  /** The certificate of the key that DKMS signs with, where there is one. */
  readonly certificate: string | undefined;
  readonly efi: boolean;
}

export interface AccessFacts {
  readonly user: UserFacts;
  /** The group of the buffers, with the members that /etc/group names. */
  readonly group: { readonly id: number; readonly members: readonly string[] } | undefined;
  readonly ruleInstalled: boolean;
  readonly control: 'missing' | 'file' | 'device';
  /** Whether who opens the control device has the installed modules loaded, where it is there before them. */
  readonly loadsModules: boolean;
  readonly nodes: readonly NodeFacts[];
  /** Buffers whose name leads to something else in /dev. */
  readonly withForeignNode: readonly string[];
}

export interface UserFacts {
  readonly name: string;
  readonly id: number;
  /** As of this process; for the person behind sudo, as of /etc/group. */
  readonly groups: readonly number[];
}

export interface NodeFacts {
  readonly path: string;
  readonly mode: number;
  readonly user: number;
  readonly group: number;
}

export interface IommuFacts {
  readonly units: readonly string[];
  /** How many groups there are of each type. */
  readonly groupTypes: ReadonlyMap<string, number>;
}
