// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import schema from '../../schema/configuration.schema.json';
import { rendered } from '../../test/rendered.ts';
import { readConfiguration } from '../configuration/read.ts';
import { configurationPage, EXAMPLE } from './configuration-page.ts';

test('man shows all that the schema says of a buffer, without a complaint', () => {
  const shown = rendered(configurationPage('6.0.0', '2026-11-22'));
  expect(shown).not.toMatch(/\b(man|groff|troff|grotty):/);
  expect(shown.split('\n')[0]).toMatch(/^U-DMA-BUF-MGR\.YAML\(5\)/);
  for (const [key, { description }] of Object.entries(schema.definitions.buffer.properties)) {
    expect(shown).toMatch(new RegExp(`^ +${key}\\b`, 'm'));
    expect(shown.replaceAll(/\s+/g, ' ')).toContain(description);
  }
});

test('its example is a configuration', () => {
  const { declarations, problems } = readConfiguration('EXAMPLE', EXAMPLE.join('\n'));
  expect(problems).toEqual([]);
  expect(declarations.map(({ command }) => command.name)).toEqual([
    'frames0',
    'frames1',
    'frames2',
    'frames3',
    'commands',
  ]);
});

test('so are those of the documents', () => {
  const text = readFileSync(join(__dirname, '../../../../docs/configuration.md'), 'utf8');
  const examples = [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, example = '']) => example);
  expect(examples).not.toEqual([]);
  expect(examples.flatMap((example) => readConfiguration('docs', example).problems)).toEqual([]);
});
