// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { Problem } from './problem.ts';

interface DkmsConf {
  readonly path: string;
  readonly text: string;
}

/** dh_dkms installs into the directory that these two name: they must be where the module source goes. */
export function checkDkmsConf(file: DkmsConf, name: string, version: string, problems: Problem[]): void {
  checkVariable(file, 'PACKAGE_NAME', [name], problems);
  // Where the changelog has no version, that has been said.
  if (version !== '') {
    // dh_dkms fills the second in.
    checkVariable(file, 'PACKAGE_VERSION', [version, '#MODULE_VERSION#'], problems);
  }
}

function checkVariable(
  { path, text }: DkmsConf,
  variable: string,
  allowed: readonly string[],
  problems: Problem[],
): void {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.startsWith(`${variable}=`));
  const expected = allowed[0] ?? '';
  if (index < 0) {
    problems.push({ file: path, field: variable, message: `is missing; it must be "${expected}"` });
    return;
  }
  const value = lines[index]?.slice(variable.length + 1).replace(/^(["'])(.*)\1\s*$/, '$2') ?? '';
  if (!allowed.includes(value)) {
    problems.push({ file: path, line: index + 1, field: variable, message: `is "${value}", not "${expected}"` });
  }
}
