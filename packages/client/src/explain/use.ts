// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUFFER_GROUP } from '@u-dma-buf-mgr/protocol';

import { readBuffer, readNames } from '../buffers/info.ts';
import type { NodeOwner } from '../buffers/info.ts';
import { BufferError } from '../error.ts';
import type { BufferErrorDetails } from '../error.ts';
import { errnoName } from '../machine/errno.ts';
import type { Machine } from '../machine/machine.ts';
import { nearest } from '../values/nearest.ts';

type Explanation = Omit<BufferErrorDetails, 'errno' | 'cause'>;

const gone: Explanation = {
  code: 'gone',
  message: 'it was taken away: its device was unbound or unplugged',
  hint: 'close it, and open it again when it is back',
};

const orphaned: Explanation = {
  code: 'gone',
  message: 'it is temporary, and the program that made it has ended or let go of it',
  hint: 'it goes when its last user does; then create it anew',
};

const attributesForbidden: Explanation = {
  code: 'permission',
  message: 'no permission to write its attributes',
  hint: 'only root may, unless a udev rule gives them to a group; a program that has the buffer open can sync it without',
};

/** Why a node could not be opened. */
export function openFailed(name: string, machine: Machine, cause: unknown): BufferError {
  return failed(`open ${name}`, cause, (errno) => explainOpen(errno, name, machine));
}

/** The name of a buffer leads to something else in /dev. */
export function notItsNode({ name, node, major, minor }: NodeOwner): BufferError {
  return failed(`use ${name}`, undefined, () => ({
    code: 'foreign',
    message: `${node} is not its node, which has the device number ${major}:${minor}`,
    hint: `see what it is: ls -l -d ${node}; delete the buffer, and create it under another name`,
  }));
}

export function noSuchBuffer(action: string, name: string, machine: Machine): BufferError {
  return failed(action, undefined, () => notFound(name, machine));
}

/** A handle, or an exported part, was closed before. */
export function closed(action: string): BufferError {
  return new BufferError({ code: 'closed', message: `cannot ${action}: this handle is closed` });
}

/** Why a buffer that is not open could not be handed over. */
export function syncFailed(action: string, cause: unknown): unknown {
  return ['EACCES', 'EPERM', 'EROFS'].includes(errnoName(cause))
    ? failed(action, cause, () => attributesForbidden)
    : useFailed(action, cause);
}

/** Why an open buffer could not be used; an error that no system call left stays what it is. */
export function useFailed(action: string, cause: unknown): unknown {
  return errnoName(cause) === '' ? cause : failed(action, cause, explainUse);
}

function failed(action: string, cause: unknown, explain: (errno: string) => Explanation): BufferError {
  const errno = errnoName(cause);
  const explanation = explain(errno);
  return new BufferError({ ...explanation, message: `cannot ${action}: ${explanation.message}`, errno, cause });
}

function explainOpen(errno: string, name: string, machine: Machine): Explanation {
  switch (errno) {
    case 'ENOENT':
    case 'ENXIO':
      return notFound(name, machine);
    case 'ENODEV':
      return readBuffer(machine, name)?.temporary === true ? orphaned : gone;
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'permission',
        message: 'its node is not for this user',
        hint: `root and the group ${BUFFER_GROUP} may open buffers: adduser USER ${BUFFER_GROUP}`,
      };
    default:
      return explainUse(errno);
  }
}

function notFound(name: string, machine: Machine): Explanation {
  const near = nearest(name, readNames(machine));
  return {
    code: 'not-found',
    message: 'there is no such buffer',
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  };
}

function explainUse(errno: string): Explanation {
  switch (errno) {
    case 'ENODEV':
    case 'ENOENT':
      return gone;
    case 'ENOMEM':
      return { code: 'no-memory', message: 'the kernel has no memory or no addresses left for it' };
    case 'EINVAL':
      return { code: 'range', message: 'the driver does not take this range' };
    default:
      return { code: 'refused', message: `the driver answered ${errno}` };
  }
}
