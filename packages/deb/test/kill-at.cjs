// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// For node's --require: the process is killed before its step number KILL_AT, a change of a file or the start of a program.

const childProcess = require('node:child_process');
const promises = require('node:fs/promises');

let left = Number(process.env.KILL_AT);

function killAt(module, name) {
  const original = module[name];
  module[name] = (...words) => {
    if (--left === 0) {
      process.kill(process.pid, 'SIGKILL');
    }
    return original(...words);
  };
}

for (const name of ['chmod', 'copyFile', 'mkdir', 'mkdtemp', 'rename', 'rm', 'symlink', 'writeFile']) {
  killAt(promises, name);
}
killAt(childProcess, 'spawn');
