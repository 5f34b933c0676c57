// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { OperandHelp, OptionHelp } from '../command.ts';

/** What `apply` and `diff` share. */
export const filesOperand: OperandHelp = {
  name: 'FILE',
  kind: 'file',
  text: 'A configuration file; - is standard input. Without it, all of /etc/u-dma-buf-mgr/*.yaml, /run/u-dma-buf-mgr/*.yaml and /usr/lib/u-dma-buf-mgr/*.yaml; if two directories have a file of the same name, the first directory wins, and a link to /dev/null masks the others.',
  optional: true,
  repeatable: true,
};

export const pruneOption: OptionHelp = {
  name: '--prune',
  text: 'Also delete the buffers that the manager created and that none of these files names. If an older module does not tell who created a buffer, the buffer stays, and the command names it.',
};
