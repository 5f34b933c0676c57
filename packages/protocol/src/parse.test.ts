// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import fc from 'fast-check';

import { BUS_NAMES } from './bus.ts';
import type { CreateCommand, ParsedCommand } from './command.ts';
import { ProtocolError } from './error.ts';
import { format } from './format.ts';
import { createCommand, deleteCommand } from './make-command.ts';
import { MMAP_MODES } from './mmap-mode.ts';
import { parse, tryParse } from './parse.ts';

const longest = 'n'.repeat(63);

test.each<[string, object]>([
  ['', { verb: 'blank' }],
  [' \t ', { verb: 'blank' }],
  ['delete a', { verb: 'delete', name: 'a' }],
  ['\tdelete \t delete ', { verb: 'delete', name: 'delete' }],
  [`delete ${longest}`, { verb: 'delete', name: longest }],
  ['create 0 1', { verb: 'create', name: '0', size: 1n }],
  ['create a size=0x10', { verb: 'create', name: 'a', size: 16n }],
  ['create a 0XfF', { verb: 'create', name: 'a', size: 255n }],
  ['create a 010', { verb: 'create', name: 'a', size: 8n }],
  ['create a +010', { verb: 'create', name: 'a', size: 8n }],
  ['create a size=+0x1', { verb: 'create', name: 'a', size: 1n }],
  ['create a 18446744073709551615', { verb: 'create', name: 'a', size: 2n ** 64n - 1n }],
  ['create a 4096 0x1000', { verb: 'create', name: 'a', size: 4096n }],
  ['create a size=1 size=2', { verb: 'create', name: 'a', size: 2n }],
  ['create a 1 size=2 1', { verb: 'create', name: 'a', size: 1n }],
  ['create a bus=pci 1 bus=platform', { verb: 'create', name: 'a', size: 1n }],
  ['create a bus=pci device=d/=,é 1', { verb: 'create', name: 'a', size: 1n, bus: 'pci', device: 'd/=,é' }],
  ['create a 1 dma-mask=0x20 dma-mask=014', { verb: 'create', name: 'a', size: 1n, dmaMask: 12 }],
  ['create a quirk-mmap-off 1 quirk-mmap-page', { verb: 'create', name: 'a', size: 1n, mmapMode: 'page' }],
  ['create a 1 address=0x70000000', { verb: 'create', name: 'a', size: 1n, address: 0x70000000n }],
  ['create a address=0 1 address=+010', { verb: 'create', name: 'a', size: 1n, address: 8n }],
  ['create a 1 address=18446744073709551615', { verb: 'create', name: 'a', size: 1n, address: 2n ** 64n - 1n }],
  ['create a 1 region=a region=b,c@7', { verb: 'create', name: 'a', size: 1n, region: 'b,c@7' }],
  [`create a 1 region=${longest}`, { verb: 'create', name: 'a', size: 1n, region: longest }],
  ['create a temporary 1 temporary', { verb: 'create', name: 'a', size: 1n, temporary: true }],
  [`create a 1${' '.repeat(1014)}`, { verb: 'create', name: 'a', size: 1n }],
])('%p', (text, command) => {
  expect(parse(text)).toStrictEqual(command);
  expect(parse(Buffer.from(text, 'latin1'))).toStrictEqual(command);
});

test.each<[string, number, string, string]>([
  ['craete a', 1, 'craete', 'command not create or delete'],
  ['  deletes a', 3, 'deletes', 'command not create or delete'],
  ['  create ', 9, '', 'name missing'],
  ['delete', 7, '', 'name missing'],
  ['delete a b', 10, 'b', 'delete takes nothing but a name'],
  ['delete .a', 8, '.a', 'character not allowed in a name'],
  ['create a/b 1', 9, 'a/b', 'character not allowed in a name'],
  ['create é 1', 8, 'é', 'character not allowed in a name'],
  [`delete ${longest}n`, 71, `${longest}n`, 'name over 63 bytes'],
  [`delete ${longest}nn/`, 71, `${longest}nn/`, 'name over 63 bytes'],
  [`delete .${longest}`, 8, `.${longest}`, 'character not allowed in a name'],
  [`delete a/${longest}`, 9, `a/${longest}`, 'character not allowed in a name'],
  [`delete ${longest}/`, 71, `${longest}/`, 'name over 63 bytes'],
  ['create a \t', 9, '', 'size missing'],
  ['create a temporary', 19, '', 'size missing'],
  ['create a 1 temporary=1', 12, 'temporary=1', 'unknown option'],
  ['create a bus=pci ', 17, '', 'size missing'],
  ['create a 4K', 11, '4K', 'not a digit of the number'],
  ['create a size=08', 16, '08', 'not a digit of the number'],
  ['create a size=x', 15, 'x', 'not a digit of the number'],
  ['create a 7a0x1', 11, '7a0x1', 'not a digit of the number'],
  ['create a 0x', 11, '0x', 'not a digit of the number'],
  ['create a 0xfg', 13, '0xfg', 'not a digit of the number'],
  ['create a +', 11, '', 'number missing'],
  ['create a size=', 15, '', 'number missing'],
  ['create a 0', 10, '0', 'size must not be 0'],
  ['create a -1', 10, '-1', 'unknown option'],
  ['create a size', 10, 'size', 'unknown option'],
  ['create a quirk-mmap-only 1', 10, 'quirk-mmap-only', 'unknown option'],
  ['create a 1 2', 12, '2', 'second size differs from the first'],
  ['create a 1 size=2 2', 19, '2', 'second size differs from the first'],
  ['create a bus=', 14, '', 'bus name missing'],
  ['create a bus=pcie', 14, 'pcie', 'bus not platform, pci, pcie_port, pci_express or amba'],
  ['create a device=', 17, '', 'device name missing'],
  ['create a dma-mask=65', 19, '65', 'dma-mask not in 12 to 64'],
  ['create a dma-mask=11', 19, '11', 'dma-mask not in 12 to 64'],
  ['create a dma-mask=', 19, '', 'number missing'],
  ['create a 1 address=', 20, '', 'number missing'],
  ['create a 1 address=0x7g', 23, '0x7g', 'not a digit of the number'],
  ['create a 1 address', 12, 'address', 'unknown option'],
  ['create a 1 region=', 19, '', 'region name missing'],
  [`create a 1 region=${longest}n`, 82, `${longest}n`, 'region name over 63 bytes'],
  ['create a 1 region=/b', 19, '/b', 'character not allowed in a region name'],
  ['create a 1 region=bé', 20, 'bé', 'character not allowed in a region name'],
  [`create a 1 region=${longest}/`, 82, `${longest}/`, 'region name over 63 bytes'],
  ['create a 1 region=b address=0x1000', 19, 'b', 'region and address together'],
  ['create a 1 region=a address=0x1000 region=b', 43, 'b', 'region and address together'],
  ['create a 1 address=0x1000 device=d region=b', 43, 'b', 'region and address together'],
  ['create a 1 region=b device=d', 19, 'b', 'region and device together'],
  ['create a region=b device=d', 27, '', 'size missing'],
  ['delete a\n', 9, '\n', 'more than one command'],
  ['\ndelete a', 1, '\ndelete a', 'more than one command'],
])('%p is wrong in column %d: %p', (text, column, word, reason) => {
  expect(() => parse(text)).toThrow(ProtocolError);
  expect(tryParse(text).error).toMatchObject({ code: 'EINVAL', column, text: word, reason });
});

test.each<[string, string, number, string]>([
  ['create a 18446744073709551616', 'EOVERFLOW', 10, 'number over 64 bits'],
  ['create a 1 dma-mask=0x10000000000000000', 'EOVERFLOW', 21, 'number over 64 bits'],
  ['create a 1 address=0x10000000000000000', 'EOVERFLOW', 20, 'number over 64 bits'],
  [' '.repeat(1025), 'E2BIG', 1025, 'command over 1024 bytes'],
])('%p: %s', (text, code, column, reason) => {
  expect(tryParse(text).error).toMatchObject({ code, column, reason });
});

test('what a 32-bit machine cannot address', () => {
  const max = 2n ** 32n - 1n;
  expect(tryParse('create a 0xffffffff', max).command).toMatchObject({ size: max });
  expect(tryParse('create a size=0x100000000', max).error).toMatchObject({
    code: 'EOVERFLOW',
    column: 15,
    reason: 'size over what this kernel can address',
  });
});

test('the error says what would have been right', () => {
  expect(tryParse('create /dev/a 1').error).toMatchObject({
    message: 'column 8: character not allowed in a name',
    hint: 'A-Z a-z 0-9, and from the second on . _ @ : + -',
  });
  expect(tryParse('create a quirk-mmap').error?.hint).toBe(
    'SIZE, device=, bus=, dma-mask=, quirk-mmap-off, -on, -auto or -page, address=, region=, temporary',
  );
  expect(tryParse('create a').error).toHaveProperty('hint', undefined);
  expect(tryParse(' '.repeat(1025)).error).toHaveProperty('text', '');
});

test.each([
  ['destroy a', 'create NAME SIZE [OPTION]... or delete NAME'],
  ['create a 4K', 'decimal, 0x hexadecimal or 0 octal'],
  ['create a 1 region=a/b', 'A-Z a-z 0-9 . , _ @ : + -'],
  ['create a 1 temporary=1', expect.stringMatching(/^SIZE, /)],
])('%p is told what would have been right: %p', (text, hint) => {
  expect(tryParse(text).error).toMatchObject({ name: 'ProtocolError', hint });
});

test.each([
  ['that are a character in UTF-8', '\xc3\xa9'],
  ['that are none', '\xe9\xff'],
  ['that mark UTF-8', '\xef\xbb\xbf'],
])('bytes %s are one character each', (_, device) => {
  expect(parse(Buffer.from(`create a 1 device=${device}`, 'latin1'))).toMatchObject({ device });
  expect(tryParse(Buffer.from(`${device}create a 1`, 'latin1')).error).toMatchObject({ text: `${device}create` });
  expect(tryParse(Buffer.from(device, 'latin1')).error).toMatchObject({ text: device });
});

test('what is no error of the text is none of the parser', () => {
  const broken = new Proxy(new Uint8Array(1), {
    get() {
      throw new TypeError('detached');
    },
  });
  expect(() => tryParse(broken)).toThrow(new TypeError('detached'));
});

/** One of these characters. */
const oneOf = (characters: string): fc.Arbitrary<string> => fc.constantFrom(...characters.split(''));

describe('for every command', () => {
  const letter = oneOf('abzAZ059');
  const name = fc
    .tuple(letter, fc.string({ unit: oneOf('azAZ09._@:+-'), maxLength: 62 }))
    .map(([first, rest]) => first + rest);
  const option = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });
  const fields = {
    name,
    size: fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
    bus: option(fc.constantFrom(...BUS_NAMES)),
    dmaMask: option(fc.integer({ min: 12, max: 64 })),
    mmapMode: option(fc.constantFrom(...MMAP_MODES)),
  };
  const device = fc.string({ unit: oneOf('azAZ09._@:+-/=,!é'), minLength: 1, maxLength: 255 });
  const address = option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }));
  const createdBy = fc
    .oneof(
      fc.record({ ...fields, device: option(device), address }),
      fc.record({
        ...fields,
        region: option(fc.string({ unit: oneOf('azAZ09._@:+-,'), minLength: 1, maxLength: 63 })),
      }),
    )
    .map(createCommand);
  const command: fc.Arbitrary<ParsedCommand> = fc.oneof(
    createdBy,
    name.map(deleteCommand),
    fc.constant<ParsedCommand>({ verb: 'blank' }),
  );

  test('parse(format(command)) is the command', () => {
    fc.assert(fc.property(command, (given) => expect(parse(format(given))).toStrictEqual(given)));
  });

  const separator = fc.string({ unit: fc.constantFrom(' ', '\t'), minLength: 1, maxLength: 3 });
  const spoken = fc
    .tuple(createdBy, separator, fc.boolean(), fc.boolean())
    .map(([given, blank, hexadecimal, late]) => speak(given, blank, hexadecimal, late));

  test('format(parse(text)) is the one text of what it says', () => {
    fc.assert(
      fc.property(spoken, ({ text, given }) => {
        const canonical = format(parse(text));
        expect(canonical).toBe(format(given));
        expect(format(parse(canonical))).toBe(canonical);
      }),
    );
  });

  /** Another way to say a command. */
  function speak(given: CreateCommand, blank: string, hexadecimal: boolean, late: boolean) {
    const [verb = '', word = '', size = '', ...options] = format(given).split(' ');
    const bytes = `size=${hexadecimal ? `0x${BigInt(size).toString(16)}` : size}`;
    const words = late ? [...options, bytes] : [bytes, ...options.reverse()];
    return { text: blank + [verb, word, ...words].join(blank) + blank, given };
  }
});

test('any bytes give a command or an error in the text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 1100 }), (bytes) => {
      const { command, error } = tryParse(bytes);
      expect(command === undefined).toBe(error !== undefined);
      if (error !== undefined) {
        expect(error.column).toBeGreaterThan(0);
        expect(error.column).toBeLessThanOrEqual(bytes.length + 1);
      }
    }),
  );
});
