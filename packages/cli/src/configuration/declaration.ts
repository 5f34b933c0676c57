// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import type { Place } from './problem.ts';

/** Who may use the node of a buffer; what is left out stays as udev makes it. */
export interface Access {
  readonly owner?: string;
  readonly group?: string;
  /** Permission bits. */
  readonly mode?: number;
}

/** One buffer that a configuration asks for. */
export interface Declaration {
  readonly command: CreateCommand;
  readonly access: Access;
  /** Of its name. */
  readonly place: Place;
}
