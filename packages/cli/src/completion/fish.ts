// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp, OptionHelp, ValueKind } from '../command.ts';
import type { HelpTable } from '../help/help-table.ts';
import { brief, buffersIn, defaultBus, devicesIn, header, optionsOf } from './text.ts';

export function fishCompletion({ commands, options }: HelpTable): string {
  return `${header('fish')}

function __u_dma_buf_mgr_buffers
    ls ${buffersIn} 2>/dev/null
end

function __u_dma_buf_mgr_devices
    set -l bus ${defaultBus}
    set -l words (commandline -opc)
    for index in (seq (count $words))
        switch $words[$index]
            case '--bus=*'
                set bus (string replace -- --bus= '' $words[$index])
            case --bus
                set -q words[(math $index + 1)]; and set bus $words[(math $index + 1)]
        end
    end
    ls "${devicesIn}" 2>/dev/null
end

complete -c u-dma-buf-mgr -f
${[
  ...options.map((option) => completeOption('__fish_use_subcommand', option)),
  ...commands.map(({ name, summary }) =>
    complete('__fish_use_subcommand', `-a ${name} -d ${quotedForFish(brief(summary))}`),
  ),
  ...commands.flatMap(commandLines),
].join('\n')}
`;
}

function commandLines(command: CommandHelp): string[] {
  const condition = `__fish_seen_subcommand_from ${command.name}`;
  const kinds = [...new Set(command.operands.map(({ kind }) => kind))];
  return [
    ...optionsOf(command).map((option) => completeOption(condition, option)),
    ...kinds.flatMap((kind) => (kind === undefined ? [] : complete(condition, valueOf(kind)))),
  ];
}

function completeOption(condition: string, { name, short, value, kind, text }: OptionHelp): string {
  const words = [
    `-l ${name.slice(2)}`,
    ...(short === undefined ? [] : [`-s ${short.slice(1)}`]),
    `-d ${quotedForFish(brief(text))}`,
    ...(value === undefined ? [] : ['-r', kind === undefined ? '-f' : valueOf(kind)]),
  ];
  return complete(condition, words.join(' '));
}

function complete(condition: string, rest: string): string {
  return `complete -c u-dma-buf-mgr -n '${condition}' ${rest}`;
}

function valueOf(kind: ValueKind): string {
  switch (kind) {
    case 'file':
      return '-F';
    case 'buffer':
      return "-f -a '(__u_dma_buf_mgr_buffers)'";
    case 'device':
      return "-f -a '(__u_dma_buf_mgr_devices)'";
    default:
      return `-f -a ${quotedForFish(kind.join(' '))}`;
  }
}

/** Between single quotes of fish, only they and the backslash are special. */
function quotedForFish(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
