// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { compareSurfaces } from './api-change.cjs';

const record = `// Size
export type Size = bigint;

// open
export interface Open {
    readonly name: string;
    close(): void;
}
`;

test('the same is no change', () => {
  expect(compareSurfaces(record, record)).toEqual({ change: 'none', names: [] });
});

test.each([
  ['a name more', `${record}\n// more\nexport declare const more: 1;\n`, ['more']],
  ['a member more', record.replace('    close', '    size?: bigint;\n    close'), ['open']],
])('%s is a minor change', (_, after, names) => {
  expect(compareSurfaces(record, after)).toEqual({ change: 'minor', names });
});

test.each([
  ['a name less', record.replace(/^\/\/ Size\n.*\n/, ''), ['Size']],
  ['another type', record.replace('bigint', 'number'), ['Size']],
  ['a member less', record.replace('    close(): void;\n', ''), ['open']],
  ['an argument more', record.replace('close()', 'close(now: boolean)'), ['open']],
])('%s is a major change', (_, after, names) => {
  expect(compareSurfaces(record, after)).toEqual({ change: 'major', names });
});
