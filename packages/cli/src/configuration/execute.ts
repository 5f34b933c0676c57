// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError, getBufferSync, runCommandsSync } from '@u-dma-buf-mgr/client';
import { usedUnguarded } from '@u-dma-buf-mgr/client/command';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

import { deviceOf } from '../buffers/parent.ts';
import { CommandError } from '../error.ts';
import type { Interruption } from '../signals.ts';
import type { Declaration } from './declaration.ts';
import type { Step } from './plan.ts';
import { commandOfPresent } from './present.ts';
import { accessOf, readAccess, setAccess, waitForUdev } from './surroundings.ts';

/** What came of a step. */
export interface StepResult {
  readonly step: Step;
  /** Why it failed; undefined where it did not. */
  readonly error: BufferError | CommandError | undefined;
}

/**
 * Does the steps of a plan in their order; buffers that only have to be created go to the kernel together. Yields
 * results as soon as there are some, and nothing is half done then: whoever stops asking, after a failure or a signal,
 * ends it there.
 */
export async function* execute(
  steps: readonly Step[],
  interruption: Interruption,
): AsyncGenerator<readonly StepResult[]> {
  for (let next = 0; next < steps.length;) {
    const creations = leadingCreations(steps.slice(next));
    const [step] = steps.slice(next);
    next += Math.max(creations.length, 1);
    await interruption.check();
    if (step !== undefined && step.action !== 'create') {
      yield [{ step, error: await attempt(() => perform(step)) }];
    }
    yield* createAll(creations, interruption);
  }
}

type Creation = Extract<Step, { action: 'create' }>;

function leadingCreations(steps: readonly Step[]): Creation[] {
  const end = steps.findIndex(({ action }) => action !== 'create');
  return (end < 0 ? steps : steps.slice(0, end)) as Creation[];
}

async function* createAll(
  steps: readonly Creation[],
  interruption: Interruption,
): AsyncGenerator<readonly StepResult[]> {
  let next = 0;
  for (const outcomes of runCommandsSync(steps.map(({ declaration }) => declaration.command))) {
    const created = steps.slice(next, next + outcomes.length);
    const results: StepResult[] = [];
    for (const [index, step] of created.entries()) {
      const error = outcomes[index]?.error ?? (await attempt(() => giveAccess(step.declaration)));
      results.push({ step, error });
    }
    next += outcomes.length;
    yield results;
    await interruption.check();
  }
}

/** What is wrong with a buffer comes back; other errors are the program's. */
async function attempt(action: () => Promise<void>): Promise<BufferError | CommandError | undefined> {
  try {
    await action();
    return undefined;
  } catch (error) {
    if (error instanceof BufferError || error instanceof CommandError) {
      return error;
    }
    throw error;
  }
}

async function perform(step: Exclude<Step, Creation>): Promise<void> {
  switch (step.action) {
    case 'keep':
      return;
    case 'access':
      setAccess(step.present, step.declaration.access);
      return;
    case 'refuse':
      throw new CommandError(
        `${step.name} is not as configured, and not the manager's to change: ${originText(step.present)}`,
        step.present.temporary
          ? 'end that program, or take it out of the configuration'
          : 'change it there, or take it out of the configuration',
      );
    case 'delete':
      remove(step.present);
      return;
    case 'replace':
      await replace(step.present, step.declaration);
      await giveAccess(step.declaration);
  }
}

function originText({ origin, temporary }: BufferInfo): string {
  if (temporary) {
    return 'it is temporary, of a program that runs';
  }
  switch (origin) {
    case 'device-tree':
      return 'the device tree asks for it';
    case 'parameter':
      return "a parameter of the driver's module asks for it";
    default:
      return 'another kernel module has made it';
  }
}

/** Never one that is in use: our driver would refuse that anyhow, another would not. */
function remove({ name }: BufferInfo): void {
  const error = usedUnguarded(name);
  if (error !== undefined) {
    throw error;
  }
  send(deleteCommand(name));
}

/** Deletes a buffer and makes another of its name. Where that cannot be had, the old one comes back as it was. */
async function replace(old: BufferInfo, { command }: Declaration): Promise<void> {
  // Before anything is done: behind the node of something else, no buffer of this name could be created again.
  const access = readAccess(old);
  remove(old);
  try {
    send(command);
  } catch (error) {
    send(commandOfPresent(old));
    await giveAccess({ command, access: access === undefined ? {} : accessOf(access) });
    throw withLoss(error, old);
  }
}

/** That the old one is not surely as it was goes before any other advice. */
function withLoss(error: unknown, { name, dmaMask, ...old }: BufferInfo): unknown {
  return error instanceof BufferError && dmaMask === undefined && deviceOf(old) === undefined
    ? new CommandError(
        error.message,
        `${name} is back, perhaps with another DMA mask: this driver does not tell which it had`,
      )
    : error;
}

function send(command: Command): void {
  for (const outcomes of runCommandsSync([command])) {
    for (const { error } of outcomes) {
      if (error !== undefined) {
        throw error;
      }
    }
  }
}

async function giveAccess({ command, access }: Pick<Declaration, 'command' | 'access'>): Promise<void> {
  if (Object.keys(access).length === 0) {
    return;
  }
  const buffer = getBufferSync(command.name);
  if (buffer !== undefined) {
    await waitForUdev(buffer.major, buffer.minor);
    setAccess(buffer, access);
  }
}
