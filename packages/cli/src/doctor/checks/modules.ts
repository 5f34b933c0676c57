// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CONTROL_DEVICE, DRIVER_MODULE, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';

import { hasApt } from '../distribution-commands.ts';
import type { Facts, ModuleFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { newerKernel } from '../newer-kernel.ts';
import { checkTrust } from './trust.ts';

const check = 'modules';

/** Whether both modules are there, and loaded. */
export function checkModules(facts: Facts): Finding[] {
  const { modules, kernel } = facts;
  const unbuilt = modules.filter(({ loaded, files }) => loaded === undefined && files.length === 0);
  if (unbuilt.length > 0) {
    return [missing(unbuilt, facts)];
  }
  const idle = modules.filter(({ loaded }) => loaded === undefined);
  if (idle.length > 0) {
    return [notLoaded(idle, facts)];
  }
  const stale = modules.filter(isStale);
  if (stale.length > 0) {
    return [outdated(stale), ...modules.flatMap(limitsOf)];
  }
  const text = `${modules.map(nameAndVersion).join(' and ')} are loaded on Linux ${kernel.release}.`;
  return [{ check, severity: 'ok', text, fix: [] }, ...modules.flatMap(limitsOf)];
}

function nameAndVersion({ name, loaded }: ModuleFacts): string {
  return [name, loaded?.version].filter(Boolean).join(' ');
}

/** Ours begin here, above those of ikwzm. */
const FIRST_VERSION = 6;

/** What this command cannot do or know, because a module is another's or too old. */
const limits: Readonly<Record<string, string>> = {
  [DRIVER_MODULE]:
    'does not tell who had a buffer made nor its DMA mask, and lets it be deleted in use: this command looks for users first, but does not see who holds an exported part.',
  [MANAGER_MODULE]:
    'does not say why it refuses a command: this command concludes it from what it sees. Buffers have less than 4 GiB, and are made one by one.',
};

function limitsOf(module: ModuleFacts): Finding[] {
  return Number.parseInt(module.loaded?.version ?? '0') >= FIRST_VERSION
    ? []
    : [{ check, severity: 'note', text: `${nameAndVersion(module)} ${limits[module.name] ?? ''}`, fix: [] }];
}

function missing(modules: readonly ModuleFacts[], facts: Facts): Finding {
  const { kernel, dkms, distribution } = facts;
  const names = listed(modules);
  const newer = newerKernel(facts);
  if (newer !== undefined) {
    return {
      check,
      severity: 'error',
      text: `${names} not there for the running kernel ${kernel.release}, but for the newer ${newer}.`,
      fix: ['reboot'],
    };
  }
  if (facts.takesReadyBuilt) {
    return {
      check,
      severity: 'error',
      text: `${names} not installed for the running kernel ${kernel.release}.`,
      fix: [`apt install u-dma-buf-mgr-modules-${kernel.release}`],
    };
  }
  const others = [...new Set(modules.flatMap(({ otherKernels }) => otherKernels))];
  if (others.length === 0 && dkms.length === 0) {
    return {
      check,
      severity: 'error',
      text: `${names} not installed, neither for this kernel nor as source for DKMS.`,
      fix: hasApt(distribution)
        ? ['apt install u-dma-buf-mgr-dkms']
        : ['make -C kmod all', 'make -C kmod modules_install', 'depmod'],
    };
  }
  const built = others.length === 0 ? '' : `, but for ${others.join(', ')}`;
  return {
    check,
    severity: 'error',
    text: `${names} not built for the running kernel ${kernel.release}${built}.`,
    // Of a build that failed, the finding about it says what to do.
    fix: dkms
      .slice(-1)
      .flatMap(({ version, failure }) =>
        failure === undefined ? `dkms install u-dma-buf-mgr/${version} -k ${kernel.release}` : [],
      ),
  };
}

function notLoaded(modules: readonly ModuleFacts[], facts: Facts): Finding {
  // Where the kernel refuses them, the finding about signatures says what to do.
  const refused = checkTrust(facts).some(({ severity }) => severity === 'error');
  if (facts.access.control === 'device' && facts.access.loadsModules && !refused) {
    const text = `${listed(modules)} installed; opening ${CONTROL_DEVICE} loads ${modules.length > 1 ? 'them' : 'it'}.`;
    return { check, severity: 'ok', text, fix: [] };
  }
  return {
    check,
    severity: 'error',
    text: `${listed(modules)} installed, but not loaded.`,
    fix: refused ? [] : [`modprobe ${MANAGER_MODULE}`],
  };
}

function isStale({ loaded, files: [taken] }: ModuleFacts): boolean {
  return taken?.version !== undefined && loaded?.version !== undefined && taken.version !== loaded.version;
}

function outdated(modules: readonly ModuleFacts[]): Finding {
  const versions = modules.map(({ name, loaded, files: [taken] }) =>
    `${name} ${loaded?.version ?? ''} is loaded and ${taken?.version ?? ''} installed`.trim(),
  );
  return {
    check,
    severity: 'warning',
    text: `${versions.join('; ')}. All buffers must be deleted for the change.`,
    fix: ['modprobe -r u-dma-buf-mgr u-dma-buf', `modprobe ${MANAGER_MODULE}`],
  };
}

function listed(modules: readonly ModuleFacts[]): string {
  const names = modules.map(({ name }) => name).join(' and ');
  return `The module${modules.length > 1 ? 's' : ''} ${names} ${modules.length > 1 ? 'are' : 'is'}`;
}
