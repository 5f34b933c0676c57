// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { rendered } from '../../test/rendered.ts';
import { helpTable } from './help-table.ts';
import { manPage } from './man-page.ts';

test('man shows all that the table says, without a complaint', async () => {
  const table = await helpTable();
  const shown = rendered(manPage(table, '6.0.0', '2026-11-22'));
  const text = shown.replaceAll(/\s+/g, ' ');
  expect(shown).not.toMatch(/\b(man|groff|troff|grotty):/);
  expect(shown.split('\n')[0]).toMatch(/^U-DMA-BUF-MGR\(1\)/);
  expect(shown.match(/^[A-Z][A-Z ]+$/gm)).toEqual([
    'NAME',
    'SYNOPSIS',
    'DESCRIPTION',
    'COMMANDS',
    'OPTIONS',
    'EXIT STATUS',
    'ENVIRONMENT',
    'FILES',
    'EXAMPLES',
    'SEE ALSO',
  ]);
  expect(text).toContain('u-dma-buf-mgr - make, find, use and delete DMA buffers');
  expect(text).toContain('u-dma-buf-mgr 6.0.0');
  expect(text).toContain('2026-11-22');
  expect(text).toContain('4 (doctor) The worst finding is an error.');
  expect(text).toContain('-q, --quiet');
  expect(text).toContain('sync NAME --for OWNER [--offset ');
  expect(text).toContain('NO_COLOR');
  for (const { paragraphs, operands, options, examples } of table.commands) {
    for (const part of [...paragraphs, ...[...operands, ...options, ...examples].map((entry) => entry.text)]) {
      expect(text).toContain(part);
    }
    for (const { command } of examples) {
      expect(text).toContain(command);
    }
  }
});

test('no text is taken for a request or an escape', async () => {
  const table = { ...(await helpTable()), paragraphs: [".so /etc/passwd is text. A back\\slash, 'quoted', too."] };
  const page = manPage(table, '6.0.0', '2026-11-22');
  expect(page).toContain('\\&.so /etc/passwd is text.\nA back\\eslash, \\(aqquoted\\(aq, too.\n');
  expect(rendered(page).replaceAll(/\s+/g, ' ')).toContain(".so /etc/passwd is text. A back\\slash, 'quoted', too.");
});
