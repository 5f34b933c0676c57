// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { isContinueLine, isFieldLine, parse, stringify } from 'debian-control';
import type { Problem } from './problem.ts';

export interface Field {
  readonly name: string;
  readonly value: string;
  readonly line: number;
}

/** A block of fields, and the line it begins on. */
export interface Paragraph {
  readonly line: number;
  readonly fields: readonly Field[];
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** Reads a control file; what is malformed in it goes into `problems`. */
export function readControlFile(file: string, text: string, problems: Problem[]): Paragraph[] {
  return splitParagraphs(text).map((lines) => readParagraph(file, lines, problems));
}

/** Field names are the same in any case (Debian Policy 5.1). */
export function findField(paragraph: Paragraph, name: string): Field | undefined {
  return paragraph.fields.find((field) => field.name.toLowerCase() === name.toLowerCase());
}

/**
 * A control file as the library writes it, with what stands between @ signs filled in. A package without a name, a relation
 * without a package and a field without a relation are left out.
 */
export function fillControlFile(text: string, fill: (text: string) => string): string {
  return splitParagraphs(text)
    .map((lines) => parse(dropEmptyRelations(fill(lines.map((line) => line.text).join('\n')))))
    .filter(({ Package: name }) => name !== '')
    .map((fields) => `${stringify(fields)}\n`)
    .join('\n');
}

function dropEmptyRelations(paragraph: string): string {
  return paragraph.replaceAll(/^ ,\n?/gm, '').replaceAll(/^(?:Depends|Breaks):\n(?! )/gm, '');
}

function splitParagraphs(text: string): Line[][] {
  const paragraphs: Line[][] = [[]];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') {
      paragraphs.push([]);
    } else if (!line.startsWith('#')) {
      paragraphs.at(-1)?.push({ number: index + 1, text: line });
    }
  });
  return paragraphs.filter((lines) => lines.length > 0);
}

function readParagraph(file: string, lines: readonly Line[], problems: Problem[]): Paragraph {
  const values = parse(lines.map((line) => line.text).join('\n'));
  const fields = new Map<string, Field>();
  for (const [index, line] of lines.entries()) {
    if (isFieldLine(line.text)) {
      const name = line.text.slice(0, line.text.indexOf(':'));
      if (fields.has(name.toLowerCase())) {
        problems.push({ file, line: line.number, field: name, message: 'stands twice' });
      }
      fields.set(name.toLowerCase(), { name, value: [values[name]].flat().join('\n').trim(), line: line.number });
    } else if (!isContinueLine(line.text) || index === 0) {
      problems.push({ file, line: line.number, message: `is neither a field nor its continuation: ${line.text}` });
    }
  }
  return { line: lines[0]?.number ?? 1, fields: [...fields.values()] };
}
