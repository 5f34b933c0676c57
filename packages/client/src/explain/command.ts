// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { BUFFER_GROUP, DEFAULT_BUS, format, kernelBusName, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult, CreateCommand, DeleteCommand, ErrorResult } from '@u-dma-buf-mgr/protocol';

import { readBuffer, readNames } from '../buffers/info.ts';
import { formatUsers, readUsersSync } from '../buffers/users.ts';
import type { BufferErrorDetails } from '../error.ts';
import type { Machine } from '../machine/machine.ts';
import { nearest } from '../values/nearest.ts';
import { formatSize } from '../values/size.ts';
import { argumentAt } from './argument.ts';
import { explainMemory } from './memory.ts';
import { explainPlace } from './place.ts';

type Explanation = Omit<BufferErrorDetails, 'errno' | 'cause'>;

const load = `load the module: modprobe ${MANAGER_MODULE}`;

/** Why the control device could not be opened. */
export function explainOpen(errno: string, machine: Machine): Explanation {
  const { controlDevice } = machine;
  switch (errno) {
    case 'ENOENT':
      return { code: 'not-loaded', message: `${controlDevice} does not exist`, hint: load };
    case 'ENXIO':
    case 'ENODEV':
      return { code: 'not-loaded', message: `there is no module behind ${controlDevice}`, hint: load };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'permission',
        message: `no permission to write ${controlDevice}`,
        hint: `only root may create and delete buffers: use sudo (the group ${BUFFER_GROUP} is for using them)`,
      };
    default:
      return { code: 'refused', message: `cannot open ${controlDevice}: ${errno}` };
  }
}

/** `echo create … > /dev/u-dma-buf-mgr` without the module leaves a file there, which then hides the device. */
export function explainRegularFile({ controlDevice }: Machine): Explanation {
  return {
    code: 'not-loaded',
    message: `${controlDevice} is a regular file, not the module's device`,
    hint: `remove the file, then ${load}`,
  };
}

/** Why the module refused a command; `answer` is what it said of it, where it gives answers. */
export function explainCommand(errno: string, command: Command, machine: Machine, answer?: CommandResult): Explanation {
  const error = answer?.status === 'error' ? answer : undefined;
  return command.verb === 'create'
    ? explainCreate(errno, command, machine, error)
    : explainDelete(errno, command, machine, error);
}

type Answer = ErrorResult | undefined;

function explainCreate(errno: string, command: CreateCommand, machine: Machine, answer: Answer): Explanation {
  const misplaced = answer && explainPlace(errno, command, machine, answer);
  if (misplaced !== undefined) {
    return misplaced;
  }
  switch (errno) {
    case 'EEXIST':
      return nameTaken(command, machine, answer);
    case 'ENOMEM':
      return explainMemory(command, machine, answer);
    case 'ENODEV':
      return explainNoDevice(command, machine, answer);
    case 'EDQUOT':
      return overLimit(command, answer);
    case 'ENOSPC':
      return { code: 'quota', message: 'the driver has as many buffers as it can have' };
    case 'EOVERFLOW':
      return { code: 'too-large', message: `this kernel cannot address ${formatSize(command.size)}` };
    case 'EINVAL':
      return answer === undefined ? explainInvalidCreate(command, machine) : refused(errno, command, answer);
    default:
      return refused(errno, command, answer);
  }
}

function overLimit({ size }: CreateCommand, answer: Answer): Explanation {
  return {
    code: 'quota',
    message:
      answer === undefined
        ? `no more buffers are allowed, or not of ${formatSize(size)}`
        : `there would be ${answer.reason}`,
    hint: `root may raise ${/max_\w+/.exec(answer?.reason ?? '')?.[0] ?? 'max_buffers and max_bytes'} in /sys/module/u_dma_buf_mgr/parameters`,
  };
}

function explainDelete(errno: string, command: DeleteCommand, machine: Machine, answer: Answer): Explanation {
  const exists = readBuffer(machine, command.name) !== undefined;
  switch (errno) {
    case 'EBUSY':
      return inUse(command, machine);
    case 'ENOENT':
      return notFound(command, machine);
    case 'EINVAL':
      return exists ? refused(errno, command, answer) : notFound(command, machine);
    default:
      return refused(errno, command, answer);
  }
}

function inUse({ name }: DeleteCommand, machine: Machine): Explanation {
  const users = readUsersSync([name], { machine }).byName.get(name);
  return users === undefined
    ? {
        code: 'busy',
        message: 'it is open, mapped or exported',
        hint: `see who has it open: fuser -v ${join(machine.deviceDirectory, name)}; who holds an exported part is not shown`,
      }
    : { code: 'busy', message: `it is in use by ${formatUsers(users)}` };
}

/** The reference's modules answer EINVAL to nearly everything; sysfs often tells what it was. */
function explainInvalidCreate(command: CreateCommand, machine: Machine): Explanation {
  if (readBuffer(machine, command.name) !== undefined) {
    return nameTaken(command, machine, undefined);
  }
  return deviceMissing(command, machine) ? noDevice(command, machine) : refused('EINVAL', command, undefined);
}

const NAME_IN_USE = 'name in use';

function nameTaken({ name }: CreateCommand, machine: Machine, answer: Answer): Explanation {
  const buffer = readBuffer(machine, name);
  if (buffer === undefined && answer !== undefined && answer.reason !== NAME_IN_USE) {
    return nameOfOther(join(machine.deviceDirectory, name));
  }
  const which = buffer === undefined ? '' : `: ${formatSize(buffer.size)} at 0x${buffer.dmaAddress.toString(16)}`;
  return {
    code: 'exists',
    message: `a buffer of this name exists${which}`,
    hint: 'delete it first, or choose another name',
  };
}

/** Another device has the name, or a directory or a link. */
export function nameOfOther(node: string): Explanation {
  return {
    code: 'exists',
    message: `${node} exists and is not the node of a buffer`,
    hint: `see what it is: ls -l -d ${node}; choose another name`,
  };
}

function notFound({ name }: DeleteCommand, machine: Machine): Explanation {
  const names = readNames(machine);
  const near = nearest(name, names);
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  return { code: 'not-found', message: 'there is no such buffer', hint: names.length === 0 ? 'there are none' : hint };
}

function deviceMissing({ device, bus }: CreateCommand, { system, busDirectory }: Machine): boolean {
  return (
    device !== undefined && !system.exists(join(busDirectory, kernelBusName(bus ?? DEFAULT_BUS), 'devices', device))
  );
}

function noDevice(command: CreateCommand, { busDirectory }: Machine): Explanation {
  const bus = command.bus ?? DEFAULT_BUS;
  return {
    code: 'no-device',
    message: `there is no device ${command.device ?? ''} on the bus ${bus}`,
    hint: `see which there are: ls ${join(busDirectory, kernelBusName(bus), 'devices')}`,
  };
}

/** Ours means the device that the command names; ikwzm's says so of memory too. */
function explainNoDevice(command: CreateCommand, machine: Machine, answer: Answer): Explanation {
  const named = answer !== undefined && argumentAt(command, answer.column).part === 'option';
  return named || deviceMissing(command, machine)
    ? noDevice(command, machine)
    : noMemoryOrUnfitDevice(command, machine, answer);
}

function noMemoryOrUnfitDevice(command: CreateCommand, machine: Machine, answer: Answer): Explanation {
  if (command.device === undefined) {
    return explainMemory(command, machine, answer);
  }
  return {
    code: 'no-device',
    message: `the device ${command.device} cannot have a buffer of ${formatSize(command.size)}`,
    hint: logHint,
  };
}

function refused(errno: string, command: Command, answer: Answer): Explanation {
  return {
    code: 'refused',
    message:
      answer === undefined
        ? `the module answered ${errno} to "${format(command)}"`
        : `${argumentAt(command, answer.column).label}: ${answer.reason} (${errno})`,
    hint: logHint,
  };
}

const logHint = 'the kernel log may say why: dmesg | grep u-dma-buf';
