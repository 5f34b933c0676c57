// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp, OptionHelp, ValueKind } from '../command.ts';
import type { HelpTable } from '../help/help-table.ts';
import { brief, buffersIn, defaultBus, devicesIn, header, optionsOf, quoted } from './text.ts';

export function zshCompletion({ commands, options }: HelpTable): string {
  return `#compdef u-dma-buf-mgr
${header('zsh')}

_u_dma_buf_mgr_buffers() {
  local -a names=(${buffersIn}/*(N:t))
  compadd -a names
}

_u_dma_buf_mgr_devices() {
  local bus=\${opt_args[--bus]:-${defaultBus}}
  local -a names=("${devicesIn}"/*(N:t))
  compadd -a names
}

_u_dma_buf_mgr() {
  local curcontext=$curcontext state line
  local -A opt_args
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${brief(summary)}`)}`).join('\n')}
  )
  _arguments -C ${options.flatMap(optionSpecs).join(' ')} '1: :->command' '*:: :->words' && return
  case $state in
    command) _describe -t commands command commands ;;
    words)
      case $words[1] in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
}

if [[ $funcstack[1] == _u_dma_buf_mgr ]]; then
  _u_dma_buf_mgr "$@"
else
  compdef _u_dma_buf_mgr u-dma-buf-mgr
fi
`;
}

function commandCase(command: CommandHelp): string {
  const operands = command.operands.map(({ name, kind, repeatable }, index) =>
    quoted(`${repeatable === true ? '*' : index + 1}:${name}:${actionOf(kind)}`),
  );
  const specs = [...optionsOf(command).flatMap(optionSpecs), ...operands];
  return `        ${command.name}) _arguments -s ${specs.join(' ')} ;;`;
}

/** An option excludes itself, by both its names. */
function optionSpecs({ name, short, value, kind, text }: OptionHelp): string[] {
  const names = short === undefined ? [name] : [name, short];
  const description = `[${brief(text).replace(/[[\]\\:]/g, '\\$&')}]`;
  const argument = value === undefined ? '' : `:${value}:${actionOf(kind)}`;
  return names.map((word) =>
    quoted(
      `(${names.join(' ')})${word}${value !== undefined && word.startsWith('--') ? '=' : ''}${description}${argument}`,
    ),
  );
}

function actionOf(kind: ValueKind | undefined): string {
  switch (kind) {
    case undefined:
      return ' ';
    case 'file':
      return '_files';
    case 'buffer':
      return '_u_dma_buf_mgr_buffers';
    case 'device':
      return '_u_dma_buf_mgr_devices';
    default:
      return `(${kind.join(' ')})`;
  }
}
