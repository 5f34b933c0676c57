// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp } from '../command.ts';
import { shells } from '../completion/shells.ts';

export const help: CommandHelp = {
  name: 'completion',
  summary: 'Print the completion script of a shell.',
  paragraphs: [
    'Commands, options and their values are completed, the names of buffers and of devices as they are at that moment. The Debian package installs it for all three shells; bash needs its package bash-completion to find it there. It does not run this command: completing is as fast as the shell.',
  ],
  operands: [{ name: 'SHELL', kind: shells, text: `One of ${shells.join(', ')}.` }],
  options: [],
  examples: [
    { command: '. <(u-dma-buf-mgr completion bash)', text: 'Complete in this bash.' },
    {
      command: 'u-dma-buf-mgr completion fish >~/.config/fish/completions/u-dma-buf-mgr.fish',
      text: 'Complete in every fish from now on.',
    },
  ],
};
