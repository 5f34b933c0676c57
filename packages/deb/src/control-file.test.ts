// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { findField, readControlFile } from './control-file.ts';
import type { Problem } from './problem.ts';

function read(text: string) {
  const problems: Problem[] = [];
  return { paragraphs: readControlFile('control', text, problems), problems };
}

test('paragraphs and fields know their lines, past comments and blank lines', () => {
  const { paragraphs, problems } = read(
    '# made by hand\nSource: a\n\n\n# second\nPackage: b\n# inside\nSection: kernel\n',
  );
  expect(problems).toEqual([]);
  expect(paragraphs).toEqual([
    { line: 2, fields: [{ name: 'Source', value: 'a', line: 2 }] },
    {
      line: 6,
      fields: [
        { name: 'Package', value: 'b', line: 6 },
        { name: 'Section', value: 'kernel', line: 8 },
      ],
    },
  ]);
});

test('the lines of a folded field are one value', () => {
  const { paragraphs } = read('Depends:\n nodejs,\n# not this one\n\tdkms,\nSection: kernel\n');
  expect(paragraphs[0]?.fields[0]).toEqual({ name: 'Depends', value: 'nodejs,\ndkms,', line: 1 });
});

test('a field is found whatever the case of its name', () => {
  const { paragraphs } = read('architecture: amd64\n');
  expect(paragraphs.map((paragraph) => findField(paragraph, 'Architecture')?.value)).toEqual(['amd64']);
});

test.each([
  [
    'Package: a\nnonsense\n',
    { file: 'control', line: 2, message: 'is neither a field nor its continuation: nonsense' },
  ],
  [' Package: a\n', { file: 'control', line: 1, message: 'is neither a field nor its continuation:  Package: a' }],
  ['Package: a\n\nPackage: b\npackage: c\n', { file: 'control', line: 4, field: 'package', message: 'stands twice' }],
])('%j is refused', (text, problem) => {
  expect(read(text).problems).toEqual([problem]);
});
