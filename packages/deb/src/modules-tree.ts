// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { SourceFile } from './source-file.ts';
import { fillControlFile } from './control-file.ts';
import { SourcePackageError } from './error.ts';
import type { Problem } from './problem.ts';

const TEMPLATES = 'debian/modules/';
/** What both kinds of packages have in common. */
const SHARED = ['debian/changelog', 'debian/copyright'];

/** The source tree of the modules for one kernel: debian/modules, filled in, takes the place of debian. */
export function modulesTree(files: readonly SourceFile[], values: Readonly<Record<string, string>>): SourceFile[] {
  const templates = files.filter(({ path }) => path.startsWith(TEMPLATES));
  if (templates.length === 0) {
    throw new SourcePackageError([
      { file: TEMPLATES, message: 'is not in git; modules are packaged by what is in it' },
    ]);
  }
  const problems: Problem[] = [];
  const filled = templates.map((file) => fillTemplate(file, values, problems));
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return [...files.filter(({ path }) => SHARED.includes(path) || !path.startsWith('debian/')), ...filled];
}

function fillTemplate(file: SourceFile, values: Readonly<Record<string, string>>, problems: Problem[]): SourceFile {
  const { path } = file;
  const text = file.content.toString();
  checkFields(path, text, values, problems);
  const fill = (part: string): string => part.replaceAll(/@(\w+)@/g, (word, name: string) => values[name] ?? word);
  return {
    ...file,
    path: path.replace(TEMPLATES, 'debian/'),
    content: Buffer.from(path === `${TEMPLATES}control` ? fillControlFile(text, fill) : fill(text)),
  };
}

function checkFields(path: string, text: string, values: Readonly<Record<string, string>>, problems: Problem[]): void {
  for (const [index, line] of text.split('\n').entries()) {
    for (const [field, name = ''] of line.matchAll(/@([A-Z_]+)@/g)) {
      if (!(name in values)) {
        const known = Object.keys(values).map((key) => `@${key}@`);
        problems.push({ file: path, line: index + 1, field, message: `is none of ${known.join(', ')}` });
      }
    }
  }
}
