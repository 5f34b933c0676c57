// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Random } from './random.ts';

/** Text is bytes here: a character for each. */
export interface Case {
  readonly sizeMax: bigint;
  readonly pieces: readonly string[];
}

/** Endlessly: texts of commands, right and wrong, and each cut into pieces somewhere, or in two at every position. */
export function* generateCases(random: Random): Generator<Case> {
  for (;;) {
    const text = mutate(random, commands(random));
    const sizeMax = random.pick(sizeLimits);
    // Whatever is unfinished comes to its end.
    const ended = (pieces: readonly string[]): Case => ({ sizeMax, pieces: [...pieces, '\n'] });
    yield ended(cutAnywhere(random, text));
    if (random.below(20) === 0) {
      for (let at = 1; at < text.length; at++) {
        yield ended([text.slice(0, at), text.slice(at)]);
      }
    }
  }
}

const sizeLimits = [2n ** 64n - 1n, 2n ** 64n - 1n, 2n ** 32n - 1n, 65536n];

function cutAnywhere(random: Random, text: string): string[] {
  const cuts = Array.from({ length: random.below(4) }, () => random.below(text.length + 1)).sort((a, b) => a - b);
  return [...cuts, text.length].map((end, index) => text.slice(cuts[index - 1] ?? 0, end));
}

// The grammar, and a step beside it now and then.

function commands(random: Random): string {
  return several(1 + random.below(3), () => command(random) + random.pick(['\n', '\n', ';', '\0', '', '\n\n']));
}

function several(count: number, make: () => string): string {
  return Array.from({ length: count }, make).join('');
}

function command(random: Random): string {
  const words = random.below(4) === 0 ? removal(random) : creation(random);
  const text =
    random.pick(['', '', '', ' ', '\t ']) + words.join(separator(random)) + random.pick(['', '', '', ' ', '\t']);
  return random.below(200) === 0 ? fill(random, text) : text;
}

/** About as long as a command may be. */
function fill(random: Random, text: string): string {
  const blanks = random.pick([' ', '\t', 'x', '0']).repeat(Math.max(0, 1020 + random.below(10) - text.length));
  const at = random.pick([0, text.length, random.below(text.length + 1)]);
  return text.slice(0, at) + blanks + text.slice(at);
}

function separator(random: Random): string {
  return random.pick([' ', ' ', ' ', ' ', '  ', '\t', ' \t ']);
}

function removal(random: Random): string[] {
  const verb = random.pick(['delete', 'delete', 'delete', 'delete', 'delete', 'deletes', 'delet', 'DELETE']);
  return [verb, ...(random.below(20) === 0 ? [] : [name(random)]), ...(random.below(10) === 0 ? [name(random)] : [])];
}

function creation(random: Random): string[] {
  const verb = random.below(30) === 0 ? random.pick(['creat', 'createfoo', 'CREATE', 'create=', '']) : 'create';
  const options = Array.from({ length: random.below(5) }, () => option(random));
  options.splice(random.below(options.length + 1), 0, random.below(15) === 0 ? option(random) : number(random));
  return [verb, ...(random.below(40) === 0 ? [] : [name(random)]), ...options];
}

const nameStart = 'azAZ059';
const nameRest = 'azAZ059._@:+-';

function name(random: Random): string {
  const length = random.below(30) === 0 ? 60 + random.below(6) : random.below(12);
  const wrong = random.below(20) === 0 ? random.pick([random.character('/.-_@ \u00e9\u0001=%'), '../..']) : '';
  const text = random.character(nameStart) + several(length, () => random.character(nameRest));
  const at = random.below(text.length + 1);
  return text.slice(0, at) + wrong + text.slice(at);
}

function option(random: Random): string {
  switch (random.below(11)) {
    case 0:
      return number(random);
    case 1:
    case 2:
      return `size=${number(random)}`;
    case 3:
      return `device=${device(random)}`;
    case 4:
      return `bus=${random.pick(['platform', 'pci', 'pcie_port', 'pci_express', 'amba', 'amba', 'pc', 'pcie', 'PCI', 'usb', '', 'pci='])}`;
    case 5:
      return `dma-mask=${dmaMask(random)}`;
    case 6:
    case 7:
      return `quirk-mmap-${random.pick(['off', 'on', 'auto', 'page', 'off', 'on', 'auto', 'page', 'only', '', 'O', 'page='])}`;
    case 8:
      return `address=${number(random)}`;
    case 9:
      return `region=${region(random)}`;
    default:
      return random.pick(nearOptions);
  }
}

const nearOptions = [
  'size',
  'device',
  'bus=',
  'dma-mask',
  'temporary',
  'temporary',
  'temporary=',
  'temporarily',
  'quirk-mmap',
  'dmamask=32',
  'Size=1',
  '=1',
  '-1',
  'sizes=1',
  'address',
  'region',
  'Region=a',
  '+',
];

function device(random: Random): string {
  return random.pick(['', '0000:00:18.7', 'fd4a0000.display', 'x', 'a/b', '\u00ff\u0080', 'a=b', '"', '\r', '\u007f']);
}

function region(random: Random): string {
  return random.below(10) === 0
    ? 'r'.repeat(60 + random.below(6))
    : random.pick(['', 'image_buf', 'image_buf@70000000', 'linux,cma', 'a/b', '\u00ff\u0080', 'a=b']);
}

function dmaMask(random: Random): string {
  return random.below(4) === 0 ? number(random) : spell(random, BigInt(random.below(70)));
}

const edges = [
  0n,
  1n,
  4096n,
  65536n,
  65537n,
  2n ** 31n,
  2n ** 32n - 1n,
  2n ** 32n,
  2n ** 63n,
  2n ** 64n - 1n,
  2n ** 64n,
];

function number(random: Random): string {
  const value = random.pick(edges) + BigInt(random.pick([0, 0, 0, 1, random.below(1000)]));
  const text = spell(random, random.below(3) === 0 ? BigInt(random.below(1 << 30)) : value);
  return random.below(25) === 0
    ? text + random.pick(['K', 'x', 'g', '8', '.5', '-', '+', '00000000000000000000'])
    : text;
}

function spell(random: Random, value: bigint): string {
  const zeros = random.below(10) === 0 ? '000' : '';
  const sign = random.below(15) === 0 ? random.pick(['+', '+', '-', '++']) : '';
  const hexadecimal = value.toString(16);
  return (
    sign +
    random.pick([
      value.toString(),
      value.toString(),
      `0x${zeros}${hexadecimal}`,
      `0X${hexadecimal.toUpperCase()}`,
      `0${zeros}${value.toString(8)}`,
    ])
  );
}

// Damage, as libFuzzer does it: what no grammar would think of.

const interesting = '\n;\0 \t=+-.09afxX/:@_\r\u0001\u007f\u0080\u00ff';

function mutate(random: Random, text: string): string {
  let mutated = text;
  for (let count = random.pick([0, 0, 0, 1, 1, 2, 5]); count > 0; count--) {
    mutated = mutateOnce(random, mutated);
  }
  return mutated;
}

function mutateOnce(random: Random, text: string): string {
  const from = random.below(text.length + 1);
  const to = Math.min(text.length, from + 1 + random.below(8));
  const [before, part, after] = [text.slice(0, from), text.slice(from, to), text.slice(to)];
  switch (random.below(6)) {
    case 0:
      return before + after;
    case 1:
      return before + part + part + after;
    case 2:
      return before + random.character(interesting) + part + after;
    case 3:
      return before + random.character(interesting) + part.slice(1) + after;
    case 4:
      return before + String.fromCharCode(random.below(256)) + part.slice(1) + after;
    default:
      return after + part + before;
  }
}
