// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { Kernel } from './kernel.ts';

/** The packages of ready-built modules for a kernel. */
export interface ModulesPackage {
  readonly name: string;
  readonly version: string;
  /** What they depend on for the kernel; empty where no package has it. */
  readonly dependency: string;
  /** The package that follows the newest kernel of a flavour. */
  readonly meta: MetaPackage | undefined;
}

export interface MetaPackage {
  readonly name: string;
  readonly version: string;
  /** Newer kernels than the modules are for. */
  readonly breaks: string;
}

/**
 * Each release has a package where the kernel's package has it in its name, so that machines keep the modules of several. Where
 * the kernel's package keeps its name, that of the modules does so too, and wants the version that it was built for: an
 * upgrade then takes both or neither.
 */
export function namePackages(source: string, version: string, kernel: Kernel): ModulesPackage {
  const { release, package: origin } = kernel;
  const nameOf = (what: string): string => `${source}-modules-${what.toLowerCase().replaceAll(/[^a-z0-9+.-]/g, '-')}`;
  if (origin === undefined) {
    return { name: nameOf(release), version, dependency: '', meta: undefined };
  }
  const { name, isOfRelease } = origin;
  const flavour = flavourOf(release);
  const versionOfBoth = origin.version && `${version}+kernel${origin.version.replaceAll(/[:-]/g, '.')}`;
  if (!isOfRelease) {
    const short = name.replace(/^linux-image-/, '');
    const dependency = origin.version === undefined ? name : `${name} (= ${origin.version})`;
    const what = short.endsWith(flavour) ? short : `${short}-${flavour}`;
    return { name: nameOf(what), version: versionOfBoth ?? version, dependency, meta: undefined };
  }
  const breaks = `linux-image-${flavour} (>> ${origin.version ?? ''})`;
  const meta = versionOfBoth && flavour ? { name: nameOf(flavour), version: versionOfBoth, breaks } : undefined;
  return { name: nameOf(release), version, dependency: name, meta };
}

/** What a release has after its numbers: amd64 of 6.1.0-50-amd64, rpi-v8 of 6.6.31+rpt-rpi-v8. */
function flavourOf(release: string): string {
  return (
    /^[\d.]+(?:[+~](?:rpt|bpo|deb\d+)[\d.]*)?(?:-(?:rc)?\d+)*[-+]?(?<flavour>.*)$/.exec(release)?.groups?.['flavour'] ??
    ''
  );
}
