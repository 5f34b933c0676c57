// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

/** Does something with other variables in the environment, and puts back what was there. */
export async function withEnvironment(
  values: Readonly<Record<string, string>>,
  use: () => Promise<void>,
): Promise<void> {
  const former = process.env;
  process.env = { ...former, ...values };
  try {
    await use();
  } finally {
    process.env = former;
  }
}
