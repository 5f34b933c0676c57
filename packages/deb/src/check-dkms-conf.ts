// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { Problem } from './problem.ts';

const FILE = 'dkms/dkms.conf';

/** dh_dkms installs into the directory that these two name: they must be where the module source goes. */
export function checkDkmsConf(text: string, name: string, version: string, problems: Problem[]): void {
  checkVariable(text, 'PACKAGE_NAME', name, problems);
  checkVariable(text, 'PACKAGE_VERSION', version, problems);
}

function checkVariable(text: string, variable: string, expected: string, problems: Problem[]): void {
  const lines = text.split('\n');
  const index = lines.findIndex((line) => line.startsWith(`${variable}=`));
  if (index < 0) {
    problems.push({ file: FILE, field: variable, message: `is missing; it must be "${expected}"` });
    return;
  }
  const value = lines[index]?.slice(variable.length + 1).replace(/^(["'])(.*)\1\s*$/, '$2');
  if (value !== expected) {
    problems.push({ file: FILE, line: index + 1, field: variable, message: `is "${value}", not "${expected}"` });
  }
}
