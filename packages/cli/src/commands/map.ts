// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from '../arguments/arguments.ts';
import { CommandError } from '../error.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { writeOutput } from '../files/output-file.ts';
import { makeBars } from '../map/bars.ts';
import { mapAsSvg } from '../map/svg.ts';
import { mapAsText } from '../map/text.ts';
import { writeFully } from '../output/descriptor.ts';
import { print, remark, say } from '../output/output.ts';
import { terminalWidth } from '../output/terminal.ts';
import { readKernelLog } from '../system/kernel-log.ts';
import { readMemory } from '../system/memory.ts';
import { readPageSize } from '../system/page-size.ts';

/** Where nobody tells how wide the terminal is. */
const WIDTH = 79;

export async function run(words: Arguments): Promise<ExitStatus> {
  const memory = readMemory(readKernelLog(), readPageSize());
  if (memory.ram.length === 0) {
    remark('Only root is told where memory is: try sudo.');
  }
  const map = makeBars(memory);
  if (map.bars.length === 0 && map.elsewhere.length === 0) {
    throw new CommandError('there are no buffers, and only root is told where memory is', 'try sudo');
  }
  const file = words.text('--svg');
  if (file === undefined) {
    return print(mapAsText(map, terminalWidth() ?? WIDTH));
  }
  const drawing = Buffer.from(mapAsSvg(map));
  const isStandard = await writeOutput(file, 'description', (descriptor) => {
    writeFully(descriptor, drawing);
  });
  return isStandard ? done : say(`${file}: ${map.bars.length} bars`);
}
