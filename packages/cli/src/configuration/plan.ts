// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import { bufferOptions, optionNames } from '../buffers/options.ts';
import { formatMode } from '../files/owner.ts';
import type { Access, Declaration } from './declaration.ts';

/** What is not as configured, as people write it. */
export interface Difference {
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** Who owns a node, by numbers, and its permission bits. */
export interface NodeAccess {
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
}

/** What is to be done about one buffer. */
export type Step =
  | { readonly action: 'create'; readonly name: string; readonly declaration: Declaration }
  | {
      /** Delete it, and create it as configured. */
      readonly action: 'replace';
      readonly name: string;
      readonly declaration: Declaration;
      readonly present: BufferInfo;
      readonly differences: readonly Difference[];
    }
  | {
      /** Change who may use its node. */
      readonly action: 'access';
      readonly name: string;
      readonly declaration: Declaration;
      readonly present: BufferInfo;
      readonly differences: readonly Difference[];
    }
  | {
      /** It differs, and is not the configuration's to change. */
      readonly action: 'refuse';
      readonly name: string;
      readonly present: BufferInfo;
      readonly differences: readonly Difference[];
    }
  | {
      readonly action: 'keep';
      readonly name: string;
      readonly present: BufferInfo;
      readonly unknown: readonly string[];
    }
  | { readonly action: 'delete'; readonly name: string; readonly present: BufferInfo };

/** What a plan needs to know of the machine beside its buffers. */
export interface Surroundings {
  /** Undefined where there is no node; `foreign` where the name of the buffer leads to something else. */
  readonly access: (buffer: BufferInfo) => NodeAccess | 'foreign' | undefined;
  readonly user: (name: string) => number | undefined;
  readonly group: (name: string) => number | undefined;
}

export interface Plan {
  readonly steps: readonly Step[];
  /** Of buffers that no configuration names, and of which the driver does not tell who had them made. */
  readonly unowned: readonly string[];
}

/**
 * What makes the present buffers those that are declared: first the deletions, then the others in the order of their
 * declarations. With `prune`, buffers are deleted that the manager made and no declaration names, but for temporary ones:
 * those go with the programs that made them.
 */
export function makePlan(
  declarations: readonly Declaration[],
  present: readonly BufferInfo[],
  surroundings: Surroundings,
  prune: boolean,
): Plan {
  const byName = new Map(present.map((buffer) => [buffer.name, buffer]));
  const declared = new Set(declarations.map(({ command }) => command.name as string));
  const others = prune ? present.filter(({ name }) => !declared.has(name)) : [];
  return {
    steps: [
      ...others
        .filter(({ origin, temporary }) => origin === 'manager' && !temporary)
        .map((buffer): Step => ({ action: 'delete', name: buffer.name, present: buffer })),
      ...declarations.map((declaration) => makeStep(declaration, byName.get(declaration.command.name), surroundings)),
    ],
    unowned: others.filter(({ origin }) => origin === undefined).map(({ name }) => name),
  };
}

function makeStep(declaration: Declaration, present: BufferInfo | undefined, surroundings: Surroundings): Step {
  const { name } = declaration.command;
  if (present === undefined) {
    return { action: 'create', name, declaration };
  }
  const { differences, unknown } = compare(declaration.command, present);
  if (differences.length > 0) {
    return isOurs(present)
      ? { action: 'replace', name, declaration, present, differences }
      : { action: 'refuse', name, present, differences };
  }
  const access = compareAccess(declaration.access, surroundings.access(present), surroundings);
  return access.length > 0
    ? { action: 'access', name, declaration, present, differences: access }
    : { action: 'keep', name, present, unknown };
}

/** What the device tree, a parameter or another module has made would come back, or be missed; so would a program's own. */
function isOurs({ origin, temporary }: BufferInfo): boolean {
  return !temporary && (origin === undefined || origin === 'manager');
}

function compare(command: CreateCommand, present: BufferInfo): { differences: Difference[]; unknown: string[] } {
  const wanted: [key: string, to: string | undefined, from: string | undefined][] = [
    ['size', formatSize(command.size), formatSize(present.size)],
    ...optionNames.map((name): [string, string | undefined, string | undefined] => {
      const option = bufferOptions[name];
      return [name, option.asked(command), option.present(present, command)];
    }),
    ['temporary', 'no', present.temporary ? 'yes' : 'no'],
  ];
  const asked = wanted.filter(([, to]) => to !== undefined);
  return {
    differences: asked.flatMap(([key, to = '', from]) => (from === undefined || from === to ? [] : { key, from, to })),
    unknown: asked.filter(([, , from]) => from === undefined).map(([key]) => key),
  };
}

function compareAccess(
  wanted: Access,
  present: ReturnType<Surroundings['access']>,
  { user, group }: Surroundings,
): Difference[] {
  if (present === 'foreign') {
    return Object.keys(wanted).length === 0 ? [] : [{ key: 'node', from: 'of something else', to: 'its own' }];
  }
  const { owner, group: groupName, mode } = wanted;
  const numbers: [key: string, text: string | undefined, to: number | undefined, from: number | undefined][] = [
    ['owner', owner, owner === undefined ? undefined : user(owner), present?.uid],
    ['group', groupName, groupName === undefined ? undefined : group(groupName), present?.gid],
  ];
  const differences = numbers.flatMap(([key, text, to, from]) =>
    text === undefined || from === undefined || from === to ? [] : { key, from: String(from), to: text },
  );
  return mode === undefined || present === undefined || present.mode === mode
    ? differences
    : [...differences, { key: 'mode', from: formatMode(present.mode), to: formatMode(mode) }];
}
