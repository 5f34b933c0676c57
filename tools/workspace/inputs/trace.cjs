// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// Which files a command reads, as strace sees them: it misses no process, in whatever language it is written.

const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const CALLS = ['open', 'openat', 'openat2', 'access', 'faccessat', 'faccessat2'];

/** With -y strace writes the path of the opened file behind its descriptor, whatever path the call named. */
const OPENED = /^open(?:at2?)?\(.*\b(?<flags>O_(?:RDONLY|WRONLY|RDWR)[A-Z_|]*).* = \d+<(?<path>\/.*)>$/;

/** Node's existsSync() looks for a file like this. stat() says nothing: compilers and git call it for files that they ignore. */
const FOUND = /^f?access(?:at2?)?\((?:AT_FDCWD<.*?>, )?"(?<path>\/.*?)", .* = 0$/;

/** strace does not see what libuv does by io_uring, and LeakSanitizer refuses to run under it. */
const UNDER_STRACE = { UV_USE_IO_URING: '0', ASAN_OPTIONS: 'detect_leaks=0' };

/**
 * @typedef {object} Accesses
 * @property {Set<string>} read the paths of the files whose contents or presence a process looked at
 * @property {Set<string>} written the paths of the files that a process made or changed
 */

/**
 * Adds what strace says of one process.
 * @param {string} text
 * @param {Accesses} accesses
 */
function readTrace(text, { read, written }) {
  for (const line of text.split('\n')) {
    const { flags = '', path } = OPENED.exec(line)?.groups ?? FOUND.exec(line)?.groups ?? {};
    if (path !== undefined && !flags.includes('O_DIRECTORY')) {
      (/O_WRONLY|O_CREAT|O_TRUNC/.test(flags) ? written : read).add(path);
    }
  }
}

/**
 * Runs a command of the shell. Its temporary files have an empty directory, so that no cache there hides what it reads.
 * @param {string} command
 * @param {string} directory
 * @param {string} path where it finds programs
 * @returns {Accesses & { status: number | null, output: string }}
 */
function traceCommand(command, directory, path) {
  const work = mkdtempSync(join(tmpdir(), 'trace-'));
  const [traces, temporary] = [join(work, 'traces'), join(work, 'tmp')];
  mkdirSync(traces);
  mkdirSync(temporary);
  const words = ['-ff', '-qq', '-y', '--seccomp-bpf', '-e', `trace=${CALLS}`, '-e', 'signal=none'];
  /** @type {Accesses} */
  const accesses = { read: new Set(), written: new Set() };
  try {
    const { status, stdout, stderr, error } = spawnSync(
      'strace',
      [...words, '-o', join(traces, 'process'), 'sh', '-c', command],
      {
        cwd: directory,
        env: { ...process.env, ...UNDER_STRACE, PATH: path, TMPDIR: temporary },
        encoding: 'utf8',
        maxBuffer: 2 ** 28,
      },
    );
    if (error !== undefined) {
      throw error;
    }
    for (const name of readdirSync(traces)) {
      readTrace(readFileSync(join(traces, name), 'utf8'), accesses);
    }
    const read = new Set([...accesses.read].filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile()));
    return { read, written: accesses.written, status, output: stdout + stderr };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

module.exports = { readTrace, traceCommand };
