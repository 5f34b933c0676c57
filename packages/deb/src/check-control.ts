// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { findField, readControlFile, type Field, type Paragraph } from './control-file.ts';
import type { Problem } from './problem.ts';

const FILE = 'debian/control';
const SOURCE_FIELDS = ['Source', 'Maintainer', 'Build-Depends', 'Standards-Version'];
const BINARY_FIELDS = ['Package', 'Architecture', 'Description'];

export interface Control {
  /** Of the source package; empty when it has none. */
  readonly name: string;
  /** Of the source package and its binary packages. */
  readonly names: readonly string[];
  readonly architectures: readonly string[];
  /** Whether a package is for all architectures. */
  readonly hasIndependent: boolean;
}

/** Checks debian/control; the architectures to build are those wanted, or else all that it has. */
export function checkControl(text: string, wanted: readonly string[] | undefined, problems: Problem[]): Control {
  const [source, ...binaries] = readControlFile(FILE, text, problems);
  if (source === undefined || binaries.length === 0) {
    problems.push({ file: FILE, message: 'has no source paragraph with a binary package after it' });
    return { name: '', names: [], architectures: [], hasIndependent: false };
  }
  requireFields(source, SOURCE_FIELDS, problems);
  for (const binary of binaries) {
    requireFields(binary, BINARY_FIELDS, problems);
  }
  const name = findField(source, 'Source')?.value ?? '';
  const fields = binaries.flatMap((binary) => findField(binary, 'Architecture') ?? []);
  return {
    name,
    names: [...new Set([name, ...binaries.flatMap((binary) => findField(binary, 'Package')?.value ?? [])])],
    architectures: chooseArchitectures(fields, wanted, problems),
    hasIndependent: fields.some((field) => architecturesIn(field).includes('all')),
  };
}

function requireFields(paragraph: Paragraph, names: readonly string[], problems: Problem[]): void {
  for (const name of names) {
    const field = findField(paragraph, name);
    if (field === undefined || field.value === '') {
      problems.push({ file: FILE, line: field?.line ?? paragraph.line, field: name, message: 'is missing or empty' });
    }
  }
}

function chooseArchitectures(
  fields: readonly Field[],
  wanted: readonly string[] | undefined,
  problems: Problem[],
): readonly string[] {
  const offered = [...new Set(fields.flatMap(architecturesIn))].filter((name) => name !== 'all');
  const place = { file: FILE, line: fields[0]?.line, field: 'Architecture' };
  const wildcard = offered.find((name) => /\bany\b/.test(name));
  if (wanted === undefined) {
    if (wildcard !== undefined) {
      problems.push({ ...place, message: `is ${wildcard}: --arch says what to build for` });
    }
    return offered;
  }
  for (const architecture of wanted.filter((name) => !offered.includes(name))) {
    if (wildcard === undefined) {
      problems.push({ ...place, message: `has no ${architecture}; there is ${offered.join(', ')}` });
    }
  }
  return wanted;
}

function architecturesIn(field: Field): string[] {
  return field.value.split(/\s+/).filter(Boolean);
}
