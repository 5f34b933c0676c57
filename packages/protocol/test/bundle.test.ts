// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';
import { runInNewContext } from 'node:vm';

import { buildSync } from 'esbuild';

const index = join(__dirname, '../src/index.ts');

/** What a browser would load for a program that does this with the package. */
function bundle(program: string, format: 'esm' | 'iife' = 'esm'): string {
  const [file] = buildSync({
    stdin: { contents: program.replace('PROTOCOL', JSON.stringify(index)), resolveDir: __dirname },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    format,
    target: 'es2022',
    ...(format === 'iife' && { globalName: 'protocol' }),
  }).outputFiles;
  return file?.text ?? '';
}

test('the whole package is small', () => {
  expect(bundle('export * from PROTOCOL').length).toBeLessThan(8000);
});

test('what is not used is left out', () => {
  const used = bundle('export { parseResult } from PROTOCOL');
  expect(used.length).toBeLessThan(1000);
  expect(used).not.toContain('create NAME');
  expect(bundle('export {} from PROTOCOL').length).toBeLessThan(100);
});

test('it needs nothing that only Node has', () => {
  const program = `${bundle('export * from PROTOCOL', 'iife')}
    const { parse, format, parseResult, CommandStream } = protocol;
    [
      typeof process + typeof Buffer,
      format(parse(new Uint8Array([100, 101, 108, 101, 116, 101, 32, 97]))),
      parseResult('ok create a size=65536').size,
      new CommandStream().push('create a 0x1').length,
    ]`;
  // Every browser has a decoder; the language has none.
  expect(runInNewContext(program, { TextDecoder })).toEqual(['undefinedundefined', 'delete a', 65536n, 0]);
});
