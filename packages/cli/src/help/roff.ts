// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { wrap } from '../output/wrap.ts';

/** What a page begins with. */
export function header(name: string, section: number, manual: string, version: string, date: string): string[] {
  return [
    '.\\" SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers',
    '.\\" SPDX-License-Identifier: BSD-2-Clause',
    `.TH ${name.toUpperCase()} ${section} "${date}" "u-dma-buf-mgr ${version}" "${manual}"`,
    // Names of files and options stay whole, and words apart.
    '.nh',
    '.ad l',
  ];
}

/** An entry of a list: its label, and what it says. */
export function item(label: string, text: string): string[] {
  return ['.TP', label, ...sentences(text)];
}

/** Paragraphs. */
export function separated(paragraphs: readonly string[]): string[] {
  return paragraphs.flatMap((text, index) => [...(index === 0 ? [] : ['.PP']), ...sentences(text)]);
}

/** A sentence a line, so that roff spaces them and a change shows as one. */
function sentences(text: string): string[] {
  return text.split(/(?<=[.;:]) (?=[A-Z])/).map((sentence) => protect(wrap(escape(sentence))));
}

export function bold(text: string): string {
  return `\\fB${roff(text)}\\fR`;
}

export function italic(text: string): string {
  return `\\fI${roff(text)}\\fR`;
}

/** Text as roff takes it: no character of it is an escape or begins a request. */
export function roff(text: string): string {
  return protect(escape(text));
}

function escape(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replaceAll("'", '\\(aq');
}

function protect(text: string): string {
  return text.replace(/^\./gm, '\\&.');
}
