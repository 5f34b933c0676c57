// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseSamples } from './samples.ts';

const log = (...lines: string[]): string => ['SeaBIOS', '@machine\tx86_64', '@subject\tours', ...lines, ''].join('\n');

describe('parseSamples', () => {
  it('gathers the rounds of a figure', () => {
    const { series, failures } = parseSamples(
      log('@sample\topen\t3.5\t1\t/dev/null', 'noise', '@sample\topen\t4\t1.5\t/dev/null', '@done'),
      'us',
    );
    expect(series).toEqual([
      {
        machine: 'x86_64',
        figure: 'open',
        subject: 'ours',
        unit: 'us',
        samples: [3.5, 4],
        limit: { name: '/dev/null', samples: [1, 1.5] },
      },
    ]);
    expect(failures).toEqual([]);
  });

  it('keeps subjects apart', () => {
    const { series } = parseSamples(log('@sample\ta\t1', '@subject\tother', '@sample\ta\t2', '@done'), 'us');
    expect(series.map(({ subject, samples }) => [subject, samples])).toEqual([
      ['ours', [1]],
      ['other', [2]],
    ]);
  });

  it('gathers the floors of those figures that have one', () => {
    const { series } = parseSamples(
      log(
        '@sample\ta\t3\t1\tlimit\t2\tits calls',
        '@sample\ta\t3\t1\tlimit\t4\tits calls',
        '@sample\tb\t3\t1\tlimit',
        '@done',
      ),
      'us',
    );
    expect(series.map(({ floor }) => floor)).toEqual([{ name: 'its calls', samples: [2, 4] }, undefined]);
  });

  it('counts a nanosecond as an instruction', () => {
    const { series } = parseSamples(log('@sample\ta\t0.25\t1\tlimit', '@done'), 'instructions');
    expect(series[0]).toMatchObject({ samples: [250], limit: { samples: [1000] } });
  });

  it('says what a subject lacks', () => {
    const { series } = parseSamples(log('@lacks\texport\tInappropriate ioctl for device', '@done'), 'us');
    expect(series[0]).toMatchObject({ samples: [], lacks: 'Inappropriate ioctl for device' });
  });

  it('says what failed', () => {
    expect(parseSamples(log('@failed\tcopy on 0', '@done'), 'us').failures).toEqual(['x86_64, ours: copy on 0 failed']);
  });

  it('notices a log that breaks off', () => {
    expect(parseSamples(log('@sample\ta\t1'), 'us').failures).toEqual(['x86_64 did not come to its end']);
  });

  it('takes nothing for a number that is none', () => {
    expect(() => parseSamples(log('@sample\ta\tx'), 'us')).toThrow("'x' is not a number");
  });
});
