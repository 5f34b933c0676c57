// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import Ajv from 'ajv';

import schema from '../../schema/doctor.schema.json';
import type { Finding } from './finding.ts';
import { findingsAsJson, formatFindings } from './format.ts';

const findings: Finding[] = [
  { check: 'modules', severity: 'ok', text: 'All is well.', fix: [] },
  {
    check: 'build',
    severity: 'error',
    text: 'It is a long way to the end of the line, which is why this sentence does not fit on one.',
    evidence: '  make: *** [x] Error 2',
    fix: ['dkms build x', 'reboot'],
  },
];

const mild: Finding[] = [
  { check: 'iommu', severity: 'note', text: 'It is as it is.', fix: [] },
  { check: 'access', severity: 'warning', text: 'It could be better.', fix: [] },
];

test('for people', () => {
  expect(formatFindings(findings)).toBe(`\
ok       modules
         All is well.
error    build
         It is a long way to the end of the line, which is why this sentence
         does not fit on one.
         > make: *** [x] Error 2
         # dkms build x
         # reboot
         see docs/trouble.md#build
`);
});

test('a note has nothing to read on, a warning has', () => {
  expect(formatFindings(mild)).toBe(`\
note     iommu
         It is as it is.
warning  access
         It could be better.
         see docs/trouble.md#access
`);
});

test('for programs, as the schema says', () => {
  const validate = new Ajv({ allowUnionTypes: true }).compile(schema);
  expect(validate(findingsAsJson(findings))).toBe(true);
  expect(validate({ severity: 'bad', findings: [] })).toBe(false);
  expect(findingsAsJson(findings)).toEqual({
    severity: 'error',
    findings: [
      { ...findings[0], evidence: null, help: 'docs/trouble.md#modules' },
      { ...findings[1], evidence: '  make: *** [x] Error 2', help: 'docs/trouble.md#build' },
    ],
  });
});
