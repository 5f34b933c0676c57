// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { well } from '../../test/doctor-facts.ts';
import { examine } from './examine.ts';
import { worst } from './finding.ts';

test('nothing is wrong with a machine that is well', () => {
  expect(worst(examine(well))).toBe('note');
});

test('the worst of nothing is ok', () => {
  expect(worst([])).toBe('ok');
});
