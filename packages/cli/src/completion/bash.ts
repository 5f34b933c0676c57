// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CommandHelp, OptionHelp, ValueKind } from '../command.ts';
import type { HelpTable } from '../help/help-table.ts';
import { buffersIn, defaultBus, devicesIn, header, optionsOf, quoted } from './text.ts';

/** Needs bash 4 and nothing else: not the functions of the package bash-completion. */
export function bashCompletion({ commands, options }: HelpTable): string {
  return `${header('bash')}

# What a word may be: "options" of a command, or the kind of the value of an option or operand.
_u_dma_buf_mgr_grammar() {
  case $1 in
${commands.flatMap(grammarOf).join('\n')}
    :options) echo ${quoted([...commands.map(({ name }) => name), ...options.flatMap(namesOf)].join(' '))} ;;
  esac
}

_u_dma_buf_mgr() {
  # bash splits words at : and =, which names of devices and options have in them.
  local line=\${COMP_LINE:0:COMP_POINT} words word kind='' command='' bus=${defaultBus} operand=0 value='' before=''
  read -ra words <<<"$line"
  [[ $line == *[[:blank:]] ]] && words+=('')
  local current=\${words[-1]}
  for word in "\${words[@]:1:\${#words[@]}-2}"; do
    if [[ -n $value ]]; then
      [[ $value == --bus ]] && bus=$word
      value=''
    elif [[ -z $command ]]; then
      command=$word
    elif [[ $word == --bus=* ]]; then
      bus=\${word#*=}
    elif [[ $word != -* ]]; then
      operand=$((operand + 1))
    elif [[ $word != *=* && -n $(_u_dma_buf_mgr_grammar "$command:$word") ]]; then
      value=$word
    fi
  done

  if [[ $current == --*=* ]]; then
    value=\${current%%=*} current=\${current#*=}
  fi
  if [[ -n $value ]]; then
    kind=$(_u_dma_buf_mgr_grammar "$command:$value")
  elif [[ -z $command || $current == -* ]]; then
    kind=$(_u_dma_buf_mgr_grammar "$command:options")
  else
    kind=$(_u_dma_buf_mgr_grammar "$command:$operand")
    [[ -n $kind ]] || kind=$(_u_dma_buf_mgr_grammar "$command:last")
  fi

  COMPREPLY=()
  case $kind in
    file)
      compopt -o filenames
      mapfile -t COMPREPLY < <(compgen -f -- "$current")
      return
      ;;
    buffer) kind=$(ls ${buffersIn} 2>/dev/null) ;;
    device) kind=$(ls "${devicesIn}" 2>/dev/null) ;;
    -) kind='' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$kind" -- "$current")
  # What stands before the last colon is no part of the word that bash replaces.
  before=\${current%"\${current##*:}"}
  [[ $COMP_WORDBREAKS == *:* ]] || before=''
  COMPREPLY=("\${COMPREPLY[@]#"$before"}")
}

complete -F _u_dma_buf_mgr u-dma-buf-mgr
`;
}

/** The lines of a case statement: the words of a kind, by command and place. */
function grammarOf(command: CommandHelp): string[] {
  const { name, operands } = command;
  const options = optionsOf(command);
  const last = operands.at(-1);
  return [
    line(`${name}:options`, options.flatMap(namesOf).join(' ')),
    ...options.flatMap((option) =>
      option.value === undefined
        ? []
        : line(
            namesOf(option)
              .map((word) => `${name}:${word}`)
              .join(' | '),
            kindOf(option.kind),
          ),
    ),
    ...operands.map(({ kind }, index) => line(`${name}:${index}`, kindOf(kind))),
    ...(last?.repeatable === true ? [line(`${name}:last`, kindOf(last.kind))] : []),
  ];
}

function line(pattern: string, words: string): string {
  return `    ${pattern}) echo ${quoted(words)} ;;`;
}

function namesOf({ name, short }: OptionHelp): string[] {
  return short === undefined ? [name] : [name, short];
}

/** A dash stands for a value that nobody can complete. */
function kindOf(kind: ValueKind | undefined): string {
  return typeof kind === 'object' ? kind.join(' ') : (kind ?? '-');
}
