// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CDI_KIND } from '../buffers/cdi.ts';
import type { CommandHelp } from '../command.ts';

export const help: CommandHelp = {
  name: 'cdi',
  summary: 'Describe buffers to container runtimes.',
  paragraphs: [
    `Prints a specification of the Container Device Interface, as JSON. From one in /etc/cdi, podman, containerd, CRI-O and Docker learn to give a container a buffer: by --device ${CDI_KIND}=NAME. The container gets the node of the buffer and, writable, its attributes in sysfs, by which programs hand it over. It gets no other buffer, and can create or delete none.`,
    'The specification is still right after a reboot, or after a buffer was created again, as long as the names are the same. If the interface does not allow the name of a buffer, the command reports the buffer and leaves it out.',
  ],
  operands: [
    {
      name: 'NAME',
      kind: 'buffer',
      text: 'The name of a buffer, or a pattern, as for delete. Without it, all present buffers but temporary ones.',
      optional: true,
      repeatable: true,
    },
  ],
  options: [
    {
      name: '--out',
      value: 'FILE',
      kind: 'file',
      text: 'Write it to this file; - is standard output. A file that exists is replaced when the new one is whole, because runtimes watch their directory, and keeps its owner and mode.',
    },
  ],
  examples: [
    {
      command: "u-dma-buf-mgr cdi 'camera*' --out /etc/cdi/u-dma-buf.json",
      text: 'Let containers have the buffers whose names begin with camera.',
    },
    { command: 'u-dma-buf-mgr cdi camera0', text: 'Print what a runtime reads about this buffer.' },
  ],
};
