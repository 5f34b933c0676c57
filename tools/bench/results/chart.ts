// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A chart of results: for each figure and subject a bar from the limit, 1, to how many times it is that.
// The scale is logarithmic, so that twice as fast and twice as slow are equally far from 1.

import type { Results, Series } from './results.ts';
import { median } from './statistics.ts';
import { formatValue } from './table.ts';

const LABELS = 330;
const PLOT = 430;
const VALUES = 200;
const WIDTH = LABELS + PLOT + VALUES;
const LINE = 18;
const HEAD = 52;
const GAP = 26;

const COLOURS = ['#2f6db5', '#d9822b', '#4c9a52', '#8a5aa8', '#b0413e', '#6b6b6b'];

interface Bar {
  readonly series: Series;
  readonly ratio: number;
  readonly colour: string;
}

type Scale = (ratio: number) => number;

export function drawChart(results: Results): string {
  const bars = barsOf(results);
  const machines = [...new Set(bars.map(({ series }) => series.machine))];
  const scale = makeScale(bars.map(({ ratio }) => ratio));
  let y = HEAD;
  const panels = machines.map((machine) => {
    const own = bars.filter(({ series }) => series.machine === machine);
    const panel = drawPanel(machine, own, y, scale);
    y += (own.length + 1) * LINE + GAP;
    return panel;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${y}" fill="#ffffff"/>`,
    text(
      10,
      20,
      `bench ${results.bench}: how many times its limit each figure takes`,
      'font-size="15" font-weight="bold"',
    ),
    drawLegend(bars),
    ...panels,
    '</svg>\n',
  ].join('\n');
}

function barsOf({ series }: Results): Bar[] {
  const subjects = [...new Set(series.map(({ subject }) => subject))];
  return series.flatMap((one) => {
    if (!one.samples.length || !one.limit?.samples.length) return [];
    const ratio = median(one.samples) / median(one.limit.samples);
    return [{ series: one, ratio, colour: COLOURS[subjects.indexOf(one.subject) % COLOURS.length] ?? '' }];
  });
}

/** From half the limit, or the best there is, to the worst. */
function makeScale(ratios: readonly number[]): Scale & { readonly ticks: readonly number[] } {
  const low = Math.log2(Math.min(0.5, ...ratios));
  const high = Math.log2(Math.max(2, ...ratios));
  const ticks = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, i) => 2 ** (Math.ceil(low) + i));
  return Object.assign((ratio: number) => LABELS + (PLOT * (Math.log2(ratio) - low)) / (high - low), { ticks });
}

function drawPanel(machine: string, bars: readonly Bar[], top: number, scale: ReturnType<typeof makeScale>): string {
  const bottom = top + LINE * (bars.length + 1);
  const grid = scale.ticks.map((tick) => {
    const x = scale(tick).toFixed(1);
    const colour = tick === 1 ? '#444444' : '#dddddd';
    const line = `<line x1="${x}" x2="${x}" y1="${top + LINE - 4}" y2="${bottom - 4}" stroke="${colour}"/>`;
    return line + text(scale(tick), top + LINE - 7, String(tick), 'text-anchor="middle" fill="#666666" font-size="10"');
  });
  const lines = bars.map((bar, index) => drawBar(bar, top + LINE * (index + 1), scale, bars[index - 1]));
  return [text(10, top + 10, machine, 'font-weight="bold"'), ...grid, ...lines].join('\n');
}

function drawBar({ series, ratio, colour }: Bar, top: number, scale: Scale, above: Bar | undefined): string {
  const [from, to] = [scale(1), scale(ratio)].sort((a, b) => a - b) as [number, number];
  const label = above?.series.figure === series.figure ? '' : series.figure;
  const value = `${ratio.toFixed(2)} ×  (${formatValue(median(series.samples), series.unit)})`;
  return [
    text(10, top + 12, label),
    `<rect x="${from.toFixed(1)}" y="${top + 2}" width="${Math.max(to - from, 1).toFixed(1)}" height="${LINE - 5}" fill="${colour}"/>`,
    text(LABELS + PLOT + 10, top + 12, value, 'fill="#333333"'),
  ].join('');
}

function drawLegend(bars: readonly Bar[]): string {
  const colours = new Map(bars.map(({ series, colour }) => [series.subject, colour]));
  let x = 10;
  const parts = [...colours].map(([subject, colour]) => {
    const part = `<rect x="${x}" y="30" width="10" height="10" fill="${colour}"/>${text(x + 15, 39, subject)}`;
    x += 35 + 7 * subject.length;
    return part;
  });
  return parts.join('');
}

function text(x: number, y: number, content: string, attributes = ''): string {
  const escaped = content.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<text x="${x.toFixed(1)}" y="${y}" ${attributes}>${escaped}</text>`;
}
