// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseSize } from '@u-dma-buf-mgr/client';
import { parseBus, parseDmaMask } from '@u-dma-buf-mgr/client/command';
import { DEFAULT_BUS, kernelBusName } from '@u-dma-buf-mgr/protocol';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { examine } from '../doctor/examine.ts';
import type { Wanted } from '../doctor/facts.ts';
import { worst } from '../doctor/finding.ts';
import type { Severity } from '../doctor/finding.ts';
import { findingsAsJson, formatFindings } from '../doctor/format.ts';
import { readFacts } from '../doctor/read-facts.ts';
import { readDevice } from '../doctor/readers/device.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { print, printJson } from '../output/output.ts';

const statuses: Readonly<Record<Severity, ExitStatus>> = { ok: done, note: done, warning: 3, error: 4 };

export function run(words: Arguments): ExitStatus {
  const findings = examine(readFacts(wantedBuffer(words)));
  if (words.has('--json')) {
    printJson(findingsAsJson(findings));
  } else {
    // Who asks for quiet asks for what is wrong.
    const shown = words.has('--quiet') ? findings.filter(({ severity }) => statuses[severity] !== done) : findings;
    print(formatFindings(shown));
  }
  return statuses[worst(findings)];
}

function wantedBuffer(words: Arguments): Wanted {
  const device = words.text('--device');
  const bus = words.value('--bus', parseBus);
  const dmaMask = words.value('--dma-mask', parseDmaMask);
  if (device === undefined && bus !== undefined) {
    throw misuse({ name: 'doctor' }, '--bus needs --device');
  }
  if (device !== undefined && dmaMask !== undefined) {
    throw misuse({ name: 'doctor' }, '--dma-mask does not go with --device, whose own mask stands');
  }
  return {
    size: words.value('--size', parseSize),
    dmaMask,
    device: device === undefined ? undefined : readDevice(kernelBusName(bus ?? DEFAULT_BUS), device),
  };
}
