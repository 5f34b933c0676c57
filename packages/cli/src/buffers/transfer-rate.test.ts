// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { measure, reader, writer } from './transfer-rate.ts';

/** A clock that a second passes on, each time that somebody looks. */
beforeEach(() => {
  let now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => (now += 1000));
});
afterEach(() => jest.restoreAllMocks());

const uninterrupted = { check: () => Promise.resolve() };

test('goes through the range again and again, in pieces', async () => {
  const seen: string[] = [];
  const transfer = (bytes: Uint8Array, position: number): number => {
    seen.push(`${position}+${bytes.length}`);
    return bytes.length;
  };
  const MiB = 1 << 20;
  const speed = await measure(transfer, { offset: 4096n, size: BigInt(MiB + 512) }, 3, uninterrupted);
  expect(seen).toEqual([`4096+${MiB}`, `${4096 + MiB}+512`, `4096+${MiB}`]);
  expect(speed).toBe((2 * MiB + 512) / 3);
});

test('counts what a short transfer moved', async () => {
  const positions: number[] = [];
  await measure(
    (_, position) => {
      positions.push(position);
      return 100;
    },
    { offset: 0n, size: 250n },
    4,
    uninterrupted,
  );
  expect(positions).toEqual([0, 100, 200, 0]);
});

describe('an open file', () => {
  let directory: string;
  let descriptor: number;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-rate-'));
    writeFileSync(join(directory, 'file'), 'abcdefgh');
    descriptor = openSync(join(directory, 'file'), 'r+');
  });
  afterEach(() => {
    closeSync(descriptor);
    rmSync(directory, { recursive: true });
  });

  test('is read at a position, to its end', () => {
    const bytes = Buffer.alloc(3);
    const read = reader(descriptor);
    expect([read(bytes, 2), bytes.toString()]).toEqual([3, 'cde']);
    expect([read(bytes, 6), bytes.toString()]).toEqual([2, 'ghe']);
  });

  test('is written at a position with what the contents are there', () => {
    const write = writer(descriptor, Buffer.from('CDEFG'), 2);
    expect([write(Buffer.alloc(2), 2), write(Buffer.alloc(3), 4)]).toEqual([2, 3]);
    expect(readFileSync(join(directory, 'file'), 'utf8')).toBe('abCDEFGh');
  });
});
