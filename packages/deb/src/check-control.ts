// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { findField, readControlFile, type Paragraph } from './control-file.ts';
import type { Problem } from './problem.ts';

const FILE = 'debian/control';
const SOURCE_FIELDS = ['Source', 'Maintainer', 'Build-Depends', 'Standards-Version'];
const BINARY_FIELDS = ['Package', 'Architecture', 'Description'];

export interface Control {
  /** Of the source package; empty when it has none. */
  readonly name: string;
  readonly architectures: readonly string[];
}

/** Checks debian/control; the architectures to build are those wanted, or else all that it has. */
export function checkControl(text: string, wanted: readonly string[] | undefined, problems: Problem[]): Control {
  const [source, ...binaries] = readControlFile(FILE, text, problems);
  if (source === undefined || binaries.length === 0) {
    problems.push({ file: FILE, message: 'has no source paragraph with a binary package after it' });
    return { name: '', architectures: [] };
  }
  requireFields(source, SOURCE_FIELDS, problems);
  for (const binary of binaries) {
    requireFields(binary, BINARY_FIELDS, problems);
  }
  return {
    name: findField(source, 'Source')?.value ?? '',
    architectures: chooseArchitectures(binaries, wanted, problems),
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
  binaries: readonly Paragraph[],
  wanted: readonly string[] | undefined,
  problems: Problem[],
): readonly string[] {
  const fields = binaries.flatMap((binary) => findField(binary, 'Architecture') ?? []);
  const offered = [...new Set(fields.flatMap((field) => field.value.split(/\s+/).filter(Boolean)))];
  if (wanted === undefined) {
    return offered;
  }
  for (const architecture of wanted.filter((name) => !offered.includes(name))) {
    problems.push({
      file: FILE,
      line: fields[0]?.line,
      field: 'Architecture',
      message: `has no ${architecture}; there is ${offered.join(', ')}`,
    });
  }
  return wanted;
}
