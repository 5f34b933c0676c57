// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * What the work gives, or the signal's reason as soon as it is aborted. The kernel cannot be interrupted at its work:
 * what comes of it then is undone behind the caller's back.
 */
export function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  undo: (result: T) => unknown,
): Promise<T> {
  if (signal === undefined) {
    return work;
  }
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
      work.then(undo).catch(() => undefined);
    };
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
