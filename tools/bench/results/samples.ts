// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the programs of tools/bench print, among whatever else a log holds. Words are separated by tabs:
//
//   @machine NAME                            the lines after it are of this machine
//   @subject NAME                            and of this subject
//   @sample FIGURE US [LIMIT-US AGAINST [FLOOR-US CALLS]]
//                                            microseconds
//   @lacks FIGURE REASON
//   @failed WHAT                             a program ended badly
//   @done                                    nothing is missing

import type { Series, Unit, Yardstick } from './results.ts';

export interface Measured {
  readonly series: readonly Series[];
  /** What ended badly, or did not come to its end. */
  readonly failures: readonly string[];
}

interface GrowingYardstick extends Yardstick {
  readonly samples: number[];
}

interface Growing extends Series {
  readonly samples: number[];
  limit?: GrowingYardstick;
  floor?: GrowingYardstick;
  lacks?: string;
}

/** A machine that counts instructions says that each takes a nanosecond. */
const PER_US: Readonly<Record<Unit, number>> = { us: 1, instructions: 1000 };

export function parseSamples(log: string, unit: Unit): Measured {
  const series = new Map<string, Growing>();
  const failures: string[] = [];
  let [machine, subject, done] = ['', '', false];

  function seriesOf(figure: string): Growing {
    const key = [machine, subject, figure].join('\t');
    const found = series.get(key) ?? { machine, figure, subject, unit, samples: [] };
    series.set(key, found);
    return found;
  }

  function addSample(figure: string, value: string, ...yardsticks: string[]): void {
    const one = seriesOf(figure);
    const [limit, against, floor, calls] = yardsticks;
    one.samples.push(toNumber(value) * PER_US[unit]);
    if (limit !== undefined) {
      one.limit ??= { name: against ?? '', samples: [] };
      one.limit.samples.push(toNumber(limit) * PER_US[unit]);
    }
    if (floor !== undefined) {
      one.floor ??= { name: calls ?? '', samples: [] };
      one.floor.samples.push(toNumber(floor) * PER_US[unit]);
    }
  }

  for (const line of log.split('\n')) {
    const [word, first = '', second = '', ...rest] = line.split('\t');
    if (word === '@machine') machine = first;
    else if (word === '@subject') subject = first;
    else if (word === '@sample') addSample(first, second, ...rest);
    else if (word === '@lacks') seriesOf(first).lacks = second;
    else if (word === '@failed') failures.push(`${machine}, ${subject}: ${first} failed`);
    else if (word === '@done') done = true;
  }
  if (!done) failures.push(`${machine || 'a machine'} did not come to its end`);
  return { series: [...series.values()], failures };
}

function toNumber(text: string): number {
  const value = Number(text);
  if (text === '' || !Number.isFinite(value)) throw new Error(`'${text}' is not a number`);
  return value;
}
