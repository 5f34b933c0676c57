// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { buildSync } from 'esbuild';

// What somebody gets who installs the packages: packed by npm, installed in an empty project, without koffi.

const repository = join(__dirname, '../../..');
const modules = join(repository, 'node_modules');
const nodes = execFileSync(join(repository, 'tools/workspace/node-versions'), { encoding: 'utf8' })
  .trim()
  .split('\n')
  .map((node) => [/node\/([0-9]+)/.exec(node)?.[1] ?? node, node] as const);

/** Bun and Deno, where npm has them for this machine. */
const runtimes = execFileSync(join(repository, 'tools/workspace/runtimes'), { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '')
  .map((path) => [basename(path), path, path.endsWith('deno') ? ['run', '--allow-all'] : ['run']] as const);

interface Packed {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

let project: string;
let installed: readonly string[];
let complaints: string;
const packed = new Map<string, Packed>();

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-published-'));
  for (const name of ['protocol', 'client']) {
    const [tarball] = JSON.parse(
      run(
        'npm',
        'pack',
        '--json',
        '--ignore-scripts',
        '--pack-destination',
        project,
        join(repository, 'packages', name),
      ),
    ) as Packed[];
    if (tarball !== undefined) {
      packed.set(name, tarball);
    }
  }
  writeFileSync(join(project, 'package.json'), '{ "private": true }');
  const tarballs = [...packed.values()].map(({ filename }) => `./${filename}`);
  run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', ...tarballs);
  installed = readdirSync(join(project, 'node_modules'), { recursive: true, encoding: 'utf8' });
  mkdirSync(join(project, 'node_modules/@types'));
  for (const types of ['@types/node', 'undici-types']) {
    symlinkSync(join(modules, types), join(project, 'node_modules', types));
  }
  complaints = compile({
    'esm.mts': program,
    'commonjs.cts': program,
    ...Object.fromEntries(examples.map(({ file, code }) => [`${file}.mts`, code])),
  });
}, 180_000);
afterAll(() => rmSync(project, { recursive: true }));

function run(program: string, ...words: string[]): string {
  // Nx would have numbers coloured.
  const env = { ...process.env, FORCE_COLOR: '0' };
  return execFileSync(program, words, { cwd: project, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Type checks programs as strictly as TypeScript can, our declarations included, and leaves JavaScript beside them. */
function compile(programs: Readonly<Record<string, string>>): string {
  for (const [file, text] of Object.entries(programs)) {
    writeFileSync(join(project, file), text);
  }
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];
  const output = ['--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,esnext.disposable', '--types', 'node'];
  const tsc = join(modules, 'typescript/bin/tsc');
  const words = [tsc, ...strict, ...output, ...Object.keys(programs)];
  return spawnSync(process.execPath, words, { cwd: project, encoding: 'utf8' }).stdout;
}

/** What is in a README for TypeScript, and what it says that comes of it. */
const examples = ['client', 'protocol'].flatMap((name) => {
  const readme = readFileSync(join(repository, 'packages', name, 'README.md'), 'utf8');
  return [...readme.matchAll(/^```ts\n(.*?)^```(?:\n\n```text\n(.*?)^```)?/gms)].map(
    ([, code = '', output], index) => ({ file: `${name}-${index + 1}`, code, output }),
  );
});

const program = `import { BufferError, createBuffer, openBuffer } from '@u-dma-buf-mgr/client';
import { createTestMachine } from '@u-dma-buf-mgr/client/testing';

async function main(): Promise<void> {
  const machine = createTestMachine();
  await using buffer = await createBuffer({ name: 'a', size: '64K' }, { machine });
  const bytes = new Uint8Array(await buffer.map());
  bytes[1] = 7;
  await buffer.sync.forDevice();
  await buffer.sync.forCpu();
  const [, read] = await buffer.read({ size: 2 });
  const error = await openBuffer('b', { machine }).catch((error: unknown) => error);
  console.log(read, error instanceof BufferError && error.code, buffer.size satisfies number);
}
void main();
`;
/** What other runtimes may do otherwise: streams, a watch that ends, errors, JSON. */
const streams = `import { BufferError, createBuffer, openBuffer, watchBuffers } from '@u-dma-buf-mgr/client';
import { createTestMachine } from '@u-dma-buf-mgr/client/testing';

const machine = createTestMachine({ coherent: true });
const buffer = await createBuffer({ name: 'a', size: 3 << 20, temporary: true }, { machine });
await buffer.write(Uint16Array.of(1, 2, 3));
let [web, node] = [0, 0];
for await (const chunk of buffer.readableWebStream()) web += chunk.length;
for await (const chunk of buffer.createReadStream()) node += chunk.length;
const watch = watchBuffers({ machine });
const waiting = [watch.next(), watch.next()];
await watch.return();
const error = await openBuffer('b', { machine }).catch((error) => error);
console.log(JSON.stringify([web, node, await waiting[1], error instanceof BufferError, buffer]));
await buffer.close();
`;
const said = '7 not-found 65536\n';

test("what the project's own command needs besides is not for others", () => {
  const program = "import('@u-dma-buf-mgr/client/command').catch(({ code }) => console.log(code))";
  expect(run('node', '--eval', program)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
});

test.each([
  ['protocol', 135_000, ['README.md', 'CHANGELOG.md', 'package.json', 'dist/esm/index.js', 'dist/cjs/index.d.ts']],
  [
    'client',
    780_000,
    ['README.md', 'CHANGELOG.md', 'package.json', 'dist/esm/index.js', 'dist/cjs/testing/index.d.ts'],
  ],
])('%s is packed with what it needs, and no more', (name, mostBytes, needed) => {
  const { files, unpackedSize } = packed.get(name) ?? { files: [], unpackedSize: NaN };
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(needed));
  expect(
    paths.filter(
      (path) => !/^(dist\/(esm|cjs)|src)\/|^dist\/LICENSE\.txt$|^(README|CHANGELOG)\.md$|^package\.json$/.test(path),
    ),
  ).toEqual([]);
  expect(paths.filter((path) => /\.test\.|tsconfig|fake/.test(path))).toEqual([]);
  expect(unpackedSize).toBeLessThan(mostBytes);
});

test('installing the client brings the protocol and nothing else', () => {
  expect(installed.filter((path) => /^[^./][^/]*\/[^/]+$/.test(path)).sort()).toEqual([
    '@u-dma-buf-mgr/client',
    '@u-dma-buf-mgr/protocol',
  ]);
});

test('strict TypeScript has nothing to say of programs, examples and our declarations', () =>
  expect(complaints).toBe(''));

describe.each(nodes)('on Node %s', (_, node) => {
  test('it runs as ES modules', () => expect(run(node, 'esm.mjs')).toBe(said));

  test('the example in plain JavaScript runs as it is', () => {
    copyFileSync(join(repository, 'examples/plain-js/copy-out.mjs'), join(project, 'copy-out.mjs'));
    expect(run(node, 'copy-out.mjs')).toBe('what the device is to read\n');
  });

  test('it runs as CommonJS', () => {
    expect(readFileSync(join(project, 'commonjs.cjs'), 'utf8')).toContain('require("@u-dma-buf-mgr/client")');
    expect(run(node, 'commonjs.cjs')).toBe(said);
  });
});

describe.each(runtimes)('on %s', (_, runtime, words) => {
  test.each(['copy-out.mjs', 'streams.mjs'])('%s runs as it does on Node', (file) => {
    copyFileSync(join(repository, 'examples/plain-js/copy-out.mjs'), join(project, 'copy-out.mjs'));
    writeFileSync(join(project, 'streams.mjs'), streams);
    expect(run(runtime, ...words, file)).toBe(run(process.execPath, file));
  });
});

describe('bundled by esbuild', () => {
  test.each(['esm', 'cjs'] as const)('it runs, as %s', (format) => {
    const outfile = join(project, `bundle.${format === 'esm' ? 'mjs' : 'cjs'}`);
    const { warnings } = buildSync({
      entryPoints: [join(project, 'esm.mts')],
      bundle: true,
      platform: 'node',
      target: 'node18',
      external: ['koffi'],
      format,
      outfile,
    });
    expect(warnings).toEqual([]);
    expect(run(process.execPath, outfile)).toBe(said);
  });

  test('what is not used is left out', () => {
    const outfile = join(project, 'small.mjs');
    const contents = "export { formatSize } from '@u-dma-buf-mgr/client'";
    const stdin = { contents, resolveDir: project };
    buildSync({ stdin, bundle: true, platform: 'node', format: 'esm', minify: true, outfile, external: ['koffi'] });
    expect(statSync(outfile).size).toBeLessThan(1000);
  });
});

describe('the examples in the READMEs', () => {
  test('are there', () => expect(examples.length).toBeGreaterThan(3));

  const withOutput = examples.filter(({ output }) => output !== undefined);
  test.each(withOutput)('$file says what the README says', ({ file, output }) =>
    expect(run(process.execPath, `${file}.mjs`)).toBe(output),
  );
});
