// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { lstatSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';

import { listBuffersSync } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { BUFFER_GROUP, CONTROL_DEVICE, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';

import { foreignNode, readNode } from '../../files/node-file.ts';
import { orUndefined, readNames, readText } from '../../system/files.ts';
import type { AccessFacts, NodeFacts, UserFacts } from '../facts.ts';

const RULES = ['/etc', '/run', '/usr/local/lib', '/usr/lib', '/lib'].map((place) => `${place}/udev/rules.d`);

export function readAccess(): AccessFacts {
  const groups = parseGroups(readText('/etc/group') ?? '');
  const buffers = listBuffersSync();
  const foreign = buffers.filter((buffer) => foreignNode(buffer) !== undefined);
  return {
    user: readUser(groups),
    group: groups.find(({ name }) => name === BUFFER_GROUP),
    ruleInstalled: hasRule(),
    control: readControl(),
    loadsModules: hasStaticNode(readText(`/lib/modules/${release()}/modules.devname`) ?? ''),
    nodes: buffers.filter((buffer) => !foreign.includes(buffer)).flatMap((buffer) => readNodeFacts(buffer) ?? []),
    withForeignNode: foreign.map(({ name }) => name),
  };
}

interface Group {
  readonly name: string;
  readonly id: number;
  readonly members: readonly string[];
}

export function parseGroups(text: string): Group[] {
  return text.split('\n').flatMap((line) => {
    const [name, , id, members] = line.split(':');
    return name === undefined || id === undefined || members === undefined
      ? []
      : { name, id: Number(id), members: members.split(',').filter(Boolean) };
  });
}

/** Behind sudo, the person who typed it: root may do everything anyway. */
function readUser(groups: readonly Group[]): UserFacts {
  const { SUDO_USER: person, SUDO_UID: id } = process.env;
  if (person !== undefined && id !== undefined) {
    const own = groups.filter(({ members }) => members.includes(person)).map((group) => group.id);
    return { name: person, id: Number(id), groups: own };
  }
  const user = process.getuid?.() ?? 0;
  return { name: nameOf(user), id: user, groups: [process.getgid?.() ?? 0, ...(process.getgroups?.() ?? [])] };
}

function nameOf(id: number): string {
  const lines = (readText('/etc/passwd') ?? '').split('\n').map((line) => line.split(':'));
  return lines.find(([, , user]) => Number(user) === id)?.[0] ?? String(id);
}

function hasRule(): boolean {
  return RULES.some((directory) =>
    readNames(directory).some((name) => givesGroup(readText(join(directory, name)) ?? '')),
  );
}

/** A file of rules for buffers that gives them to a group, be it in the line that names the subsystem or a later one. */
export function givesGroup(rules: string): boolean {
  return /^[^#\n]*SUBSYSTEM[=!]="u-dma-buf"/m.test(rules) && /^[^#\n]*\bGROUP="/m.test(rules);
}

function readControl(): AccessFacts['control'] {
  const status = orUndefined(() => lstatSync(CONTROL_DEVICE));
  if (status === undefined) {
    return 'missing';
  }
  return status.isCharacterDevice() ? 'device' : 'file';
}

/** depmod lists there the nodes that are made at boot, for modules that are loaded when one is opened. */
export function hasStaticNode(devnames: string): boolean {
  return devnames.split('\n').some((line) => line.split(' ')[1] === MANAGER_MODULE);
}

function readNodeFacts(buffer: BufferInfo): NodeFacts | undefined {
  const { mode, uid, gid } = readNode(buffer) ?? {};
  return mode === undefined || uid === undefined || gid === undefined
    ? undefined
    : { path: buffer.node, mode: mode & 0o777, user: uid, group: gid };
}
