// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { OperandHelp, OptionHelp } from '../command.ts';

/** What `apply` and `diff` share. */
export const filesOperand: OperandHelp = {
  name: 'FILE',
  kind: 'file',
  text: 'A configuration file; - is standard input. Without it, all of /etc/u-dma-buf-mgr/*.yaml, /run/u-dma-buf-mgr/*.yaml and /usr/lib/u-dma-buf-mgr/*.yaml; of files with the same name the first counts, and a link to /dev/null masks the others.',
  optional: true,
  repeatable: true,
};

export const pruneOption: OptionHelp = {
  name: '--prune',
  text: 'Also delete the buffers that were made through the manager and that none of these files names. Those of which older modules do not tell who had them made stay, and are named.',
};
