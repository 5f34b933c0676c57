// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * What a value is, for those who complete it: a buffer of this machine, a file, a device on a bus, or one of some
 * words. Left out where nobody can know.
 */
export type ValueKind = 'buffer' | 'file' | 'device' | readonly string[];

export interface OptionHelp {
  /** With its dashes. */
  readonly name: string;
  /** A dash and a letter that mean the same. */
  readonly short?: string;
  /** The placeholder of its value; an option without one takes none. */
  readonly value?: string;
  readonly kind?: ValueKind;
  /** The command cannot do without it. */
  readonly required?: true;
  readonly text: string;
}

export interface OperandHelp {
  readonly name: string;
  readonly kind?: ValueKind;
  readonly text: string;
  /** It may be given several times; only the last operand of a command can be. */
  readonly repeatable?: true;
  /** It may be left out; so may all that follow it. */
  readonly optional?: true;
}

export interface ExampleHelp {
  readonly command: string;
  readonly text: string;
}

export interface ExitStatusHelp {
  readonly status: number;
  readonly text: string;
}

/**
 * All that is said of a command: --help, the manual page and the completions of the shells are made from it, and the
 * words of the command line are read by it. --help and --quiet go without saying.
 */
export interface CommandHelp {
  readonly name: string;
  /** A sentence. */
  readonly summary: string;
  readonly paragraphs: readonly string[];
  readonly operands: readonly OperandHelp[];
  readonly options: readonly OptionHelp[];
  readonly examples: readonly ExampleHelp[];
  /** Beyond those that every command has. */
  readonly exitStatuses?: readonly ExitStatusHelp[];
}
