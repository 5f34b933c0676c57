// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The machine that the command is tried on, seen past the command.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

import { cli } from './command.ts';
import type { Call } from './command.ts';

export const EDU = '0000:00:04.0';
export const CONFIGURATION = '/tmp/board.yaml';

/** This process, as the command names users. */
export const me = `${fs.readFileSync('/proc/self/comm', 'utf8').trim()} (${process.pid})`;

/** The command in a process of its own, for a shell. */
export const COMMAND = '/cli/node /cli/u-dma-buf-mgr';

export const sh = (script: string): string => execFileSync('sh', ['-c', script], { encoding: 'utf8' });

export const attribute = (name: string, key: string): string =>
  fs.readFileSync(`/sys/class/u-dma-buf/${name}/${key}`, 'utf8').trim();

export const names = (): string[] => fs.readdirSync('/sys/class/u-dma-buf').sort();

export const parentOf = (name: string): string | undefined =>
  fs.readlinkSync(`/sys/class/u-dma-buf/${name}/device`).split('/').at(-1);

export const configure = (text: string): void => fs.writeFileSync(CONFIGURATION, text);

export const apply = (...words: string[]): Promise<Call> => cli('apply', ...words, CONFIGURATION);

/** As a part of a pattern. */
export const escape = (text: string): string => text.replace(/[().]/g, '\\$&');

/** What bash completes in a line of which this is the last word. */
export async function completed(line: string): Promise<string[]> {
  fs.writeFileSync('/tmp/completion', (await cli('completion', 'bash')).stdout);
  const script = '. /tmp/completion; COMP_LINE=$1 COMP_POINT=${#1}; _u_dma_buf_mgr; echo "${COMPREPLY[@]}"';
  return execFileSync('/cli/bash', ['-c', script, 'bash', line], { encoding: 'utf8' }).split(/\s/).filter(Boolean);
}
