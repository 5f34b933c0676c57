// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { basename, join } from 'node:path';

import { errnoName } from '../machine/errno.ts';
import type { Machine } from '../machine/machine.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';
import type { System } from '../machine/system.ts';
import { isNodeOfOther, readDeviceNumber } from './info.ts';

/** A process that has a buffer open, or mapped with the file closed since. */
export interface BufferUser {
  readonly pid: number;
  /** The name of its program, up to 15 bytes. */
  readonly command: string;
  readonly open: boolean;
  readonly mapped: boolean;
}

export interface BufferUsers {
  /** By the name of the buffer, in the order of the process numbers. A buffer that nobody uses is left out. */
  readonly byName: ReadonlyMap<string, readonly BufferUser[]>;
  /**
   * Whether every process could be looked at, which takes root. Not even root sees which processes hold an exported
   * part (a dma-buf), nor what goes on in other containers' process tables.
   */
  readonly complete: boolean;
}

/** Finds out which processes have the named buffers open or mapped, from what /proc tells the caller. */
export function readUsersSync(names: readonly string[], options: MachineOptions = {}): BufferUsers {
  const machine = machineOf(options);
  const nodes = nodesOf(names, machine);
  const byName = new Map<string, BufferUser[]>();
  let complete = true;
  for (const pid of names.length === 0 ? [] : processes(machine)) {
    const directory = `${machine.processDirectory}/${pid}`;
    const open = openFiles(machine.system, directory, nodes);
    const mapped = mappedFiles(machine.system, directory, nodes);
    complete &&= open !== undefined && mapped !== undefined;
    for (const name of new Set([...(open ?? []), ...(mapped ?? [])])) {
      const user = {
        pid,
        command: readCommand(machine.system, directory),
        open: open?.has(name) ?? false,
        mapped: mapped?.has(name) ?? false,
      };
      byName.set(name, [...(byName.get(name) ?? []), user]);
    }
  }
  return { byName, complete };
}

/** The users of a buffer in a line for people: `grabber (20), viewer (7, by a mapping)`. */
export function formatUsers(users: readonly BufferUser[]): string {
  return users.map(({ command, pid, open }) => `${command} (${pid}${open ? '' : ', by a mapping'})`).join(', ');
}

function processes({ system, processDirectory }: Machine): number[] {
  return system
    .readNames(processDirectory)
    .map(Number)
    .filter((pid) => pid > 0)
    .sort((a, b) => a - b);
}

/** The node of a buffer, by which its users are found. */
interface Node {
  /** Undefined where the name of the buffer leads to something else. */
  readonly path: string | undefined;
  readonly number: number | undefined;
}

/** The node of a buffer that was asked for. */
type Nodes = (name: string) => Node | undefined;

/** Looks a node up when a process has a file of its name: few buffers of many are in use. */
function nodesOf(names: readonly string[], machine: Machine): Nodes {
  const wanted = new Set(names);
  const found = new Map<string, Node>();
  return (name) => {
    if (!wanted.has(name)) {
      return undefined;
    }
    const node = found.get(name) ?? findNode(name, machine);
    found.set(name, node);
    return node;
  };
}

function findNode(name: string, machine: Machine): Node {
  return {
    path: isNodeOfOther(machine, name) ? undefined : join(machine.deviceDirectory, name),
    number: readDeviceNumber(machine, name),
  };
}

/** The buffers among the open files of a process; undefined where they are not for us to know. */
function openFiles(system: System, directory: string, nodes: Nodes): Set<string> | undefined {
  const descriptors = `${directory}/fd`;
  const numbers = unlessForbidden(() => system.readNames(descriptors), []);
  const names = numbers?.flatMap((number) => {
    const link = `${descriptors}/${number}`;
    const path = unlessForbidden(() => system.readLink(link), '') ?? '';
    const name = basename(path);
    const node = nodes(name);
    return node !== undefined && isNode(system, path, link, node) ? name : [];
  });
  return names && new Set(names);
}

/** The buffers among the mappings of a process; undefined where they are not for us to know. */
function mappedFiles(system: System, directory: string, nodes: Nodes): Set<string> | undefined {
  const maps = unlessForbidden(() => system.readText(`${directory}/maps`), '');
  // The range of addresses, and after four words the path.
  const mappings = maps?.matchAll(/^(\S+)(?: +\S+){4} +(\/.*)$/gm) ?? [];
  const names = Array.from(mappings).flatMap(([, range = '', path = '']) => {
    const name = basename(path);
    const node = nodes(name);
    return node !== undefined && isNode(system, path, join(directory, 'map_files', range), node) ? name : [];
  });
  return maps === undefined ? undefined : new Set(names);
}

/**
 * Whether a file that a process has is a buffer's. In a container the node has another path and the same number. Where the
 * number is not for us to know, its name speaks for it.
 */
function isNode(system: System, path: string, file: string, node: Node): boolean {
  if (path === node.path) {
    return true;
  }
  const number = unlessForbidden(() => system.deviceNumber(file), 0);
  return number === undefined || (number !== 0 && number === node.number);
}

function readCommand(system: System, directory: string): string {
  return unlessForbidden(() => system.readText(join(directory, 'comm')).trim(), '') ?? basename(directory);
}

/** What a process shows; `gone` where it has ended meanwhile; undefined where we may not see. */
function unlessForbidden<T>(read: () => T, gone: T): T | undefined {
  try {
    return read();
  } catch (error) {
    switch (errnoName(error)) {
      case 'ENOENT':
      case 'ESRCH':
        return gone;
      case 'EACCES':
      case 'EPERM':
        return undefined;
      default:
        throw error;
    }
  }
}
