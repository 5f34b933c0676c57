// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { drawGrid } from './draw-grid.ts';
import { readGrid } from './grid.ts';

const grid = readGrid('# comment\n\ntitle A & B\nrow one :: *first / line | 2:~second | -\ndown :: text\n');

test('a text is a picture', () => {
  expect(grid).toEqual({
    title: 'A & B',
    rows: [
      {
        kind: 'row',
        label: 'one',
        cells: [
          { lines: ['first', 'line'], weight: 1, style: 'dark' },
          { lines: ['second'], weight: 2, style: 'pale' },
          { lines: ['-'], weight: 1, style: 'empty' },
        ],
      },
      { kind: 'down', label: '', cells: [{ lines: ['text'], weight: 1, style: 'plain' }] },
    ],
  });
});

test('a line that is no row is a mistake', () => {
  expect(() => readGrid('column :: a')).toThrow('this is no row of a picture: column :: a');
});

test('it is drawn: two boxes, three lines of text in them, an arrow', () => {
  const svg = drawGrid(grid);
  expect(svg.match(/<rect [^>]*rx="4"/g)).toHaveLength(2);
  expect(svg).toContain('<title>A &amp; B</title>');
  expect(svg.match(/<path /g)).toHaveLength(1);
});

test('text that its box has no room for is a mistake', () => {
  expect(() => drawGrid(readGrid(`row :: ${'long '.repeat(30)}| b`))).toThrow('there is no room for: long');
});
