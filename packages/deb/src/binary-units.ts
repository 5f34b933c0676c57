// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { ArchitectureBuilder } from './architecture-builder.ts';
import { hashInputs } from './build-cache.ts';
import { buildCommand, type Command } from './dpkg.ts';
import type { Project } from './project.ts';
import type { Unit } from './unit.ts';

/**
 * The packages of each architecture, and those for all.
 * @param native - this machine's architecture; its packages and those for all are built in one go, since neither is cross built
 */
export function binaryUnits(project: Project, native: string, builder: ArchitectureBuilder): Unit[] {
  const { architectures, hasIndependent } = project.source;
  const isWhole = (architecture: string): boolean => hasIndependent && architecture === native;
  const unit = (name: string, command: Command, build: Unit['build']): Unit => ({
    name,
    key: keyOf(project, command),
    build,
  });
  const units = architectures.map((architecture) => {
    const command = buildCommand(isWhole(architecture) ? 'binary' : 'any', architecture);
    const name = isWhole(architecture) ? `${architecture}+all` : architecture;
    return unit(name, command, (directory) => builder.build(directory, command));
  });
  if (hasIndependent && !architectures.some(isWhole)) {
    const command = buildCommand('all');
    units.push(unit('all', command, (directory) => builder.buildAlone(directory, command)));
  }
  return units;
}

function keyOf({ files, tools }: Project, command: Command): string {
  return hashInputs({ files, recipe: [...command, tools] });
}
