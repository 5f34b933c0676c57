// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the documents have from elsewhere is as it is there. `tools/docs/print` writes it.

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { documentPaths, readDocument } from './documents.ts';
import { drawings } from './pictures.ts';
import { printed } from './print.ts';

const repository = join(__dirname, '../..');
const documents = documentPaths(repository);

test.each(documents)('%s: what is printed into it is as tools/docs/print writes it', async (path) => {
  const now = readDocument(repository, path);
  expect(now).toBe(await printed(repository, now));
});

test.each(documents)('%s: its links lead somewhere', (path) => {
  const links = [...readDocument(repository, path).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  const broken = links.filter(([, file = '', anchor]) => !leads(path, file, anchor)).map(([link]) => link);
  expect(broken).toEqual([]);
});

test('each picture is as tools/docs/print draws it', () => {
  for (const [path, svg] of drawings(repository)) expect(readDocument(repository, path)).toBe(svg);
});

/** A page that people read from its beginning to its end. References are looked up, and may be longer. */
const REFERENCES = ['docs/command-language.md', 'docs/performance.md', 'kmod/Documentation/coverage.md'];

test('no page is longer than 200 lines', () => {
  const long = documents.filter((path) => readDocument(repository, path).split('\n').length > 201);
  expect(long.filter((path) => !REFERENCES.includes(path))).toEqual([]);
});

function leads(from: string, file: string, anchor: string | undefined): boolean {
  const path = file === '' ? from : join(dirname(from), file);
  if (!existsSync(join(repository, path))) return false;
  return anchor === undefined || !path.endsWith('.md') || anchors(readDocument(repository, path)).includes(anchor);
}

/** As GitHub makes them of headings, and those that are written. */
function anchors(text: string): string[] {
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...[...text.matchAll(/<a id="(.*?)">/g)].map(([, id = '']) => id)];
}
