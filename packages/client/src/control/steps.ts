// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Work that is the same whether its calls block or leave the event loop free. It waits for what a call gives by
// `yield* wait(…)`; whoever runs it decides which of the two it is, and gives it calls of that kind.

export type MaybePromise<T> = T | Promise<T>;

export type Steps<T> = Generator<unknown, T, unknown>;

export function* wait<T>(result: MaybePromise<T>): Steps<T> {
  return (yield result) as T;
}

/** Runs steps of which no call gives a promise. */
export function runSync<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) {
    step = steps.next(step.value);
  }
  return step.value;
}

export async function runAsync<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    step = await Promise.resolve(step.value).then(
      (value) => steps.next(value),
      (error: unknown) => steps.throw(error),
    );
  }
  return step.value;
}
