// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Puts the pieces into which esbuild has cut a program into one file, each as a text that is compiled when the piece is
// first imported. To skip a text costs V8 a sixth of what it costs to look through code that is not run: of a quarter
// of a megabyte, that is as much as all else that a short command does.

import { basename, join } from 'node:path/posix';

/** What stands at the end of the file: `load` gives the exports of a piece or of a module of Node. */
const LOADER = `
const { compileFunction } = require('node:vm');
const loaded = new Map();
function load(name) {
  const text = pieces[name];
  if (text === undefined) return require(name);
  if (!loaded.has(name)) {
    const filename = __filename + name.slice(1);
    loaded.set(name, compileFunction(text, ['__load', '__later', 'require'], { filename })(load, later, require));
  }
  return loaded.get(name);
}
async function later(name) {
  return load(name);
}
`;

/**
 * What stands in the file below its directives, and has the file `main` imported. Each of esbuild's output files, with
 * its `metafile`, is a piece, named by its sources: so the stack of an error names them.
 */
export function assemble({ outputFiles, metafile }, main) {
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [`./${basename(path)}`, output]));
  const names = new Map([...outputs].map(([file, output]) => [file, nameOf(file, output)]));
  const pieces = new Map(
    outputFiles.map(({ path, text }) => {
      const file = `./${basename(path)}`;
      return [names.get(file), link(text.trim(), outputs.get(file), names)];
    }),
  );
  if (pieces.size < outputs.size) {
    throw new Error('two pieces have the same name');
  }
  checkOrder(pieces);
  const table = [...pieces].map(([name, { code }]) => `${quote(name)}:${quote(code)}`).join(',\n');
  return `const pieces={__proto__:null,\n${table}};\n${LOADER.trim()}\nload(${quote(names.get(main))});\n`;
}

const IMPORT = /(?<=^|[;}])import(?: (\w+)[ ,])?(?:(\{[^}]*\})|\*as (\w+) )?(?:from)?"([^"]+)";/g;
const LATER = /\bimport\("(\.\/[^"]+)"\)/g;
const EXPORT = /export\{([^}]*)\};$/;

/** The source of a piece, or one of several and how many more there are. esbuild has their paths from packages/cli. */
function nameOf(file, { inputs, entryPoint }) {
  const sources = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput > 0);
  const [first] = sources;
  // Nothing but exports of other pieces.
  if (first === undefined) {
    return file;
  }
  const source = `./${join('cli', sources.includes(entryPoint) ? entryPoint : first)}`;
  return sources.length === 1 ? source : `${source}+${sources.length - 1}`;
}

/** An ES module, as esbuild writes it without blanks, as the body of a function. `names` are those of the pieces, by their files. */
function link(text, { imports, exports }, names) {
  const named = (from) => names.get(from) ?? from;
  const statements = [...text.matchAll(IMPORT)].map(([, , , , from]) => from);
  const meant = imports.filter(({ kind }) => kind === 'import-statement');
  const exported = EXPORT.exec(text)?.[1] ?? '';
  // Texts that only look like imports would show here.
  if (statements.length !== meant.length || exported.split(',').filter(Boolean).length !== exports.length) {
    throw new Error(`an import or export is not where it was looked for: ${statements.join(', ')}`);
  }
  const body = text
    .replace(EXPORT, '')
    .replaceAll(IMPORT, (_, whole, list, all, from) => bind([whole, list?.replaceAll(' as ', ':'), all], named(from)))
    .replaceAll(LATER, (_, from) => `__later("${named(from)}")`);
  return {
    code: `"use strict";${body}${getters(exported)}`,
    imports: statements.filter((from) => from.startsWith('./')).map(named),
  };
}

function bind(names, from) {
  const load = `__load("${from}");`;
  const bound = names.filter((name) => name !== undefined).map((name) => `const ${name}=${load}`);
  return bound.length === 0 ? load : bound.join('');
}

/** What the piece exports, as it is when it is asked for. */
function getters(names) {
  const all = names
    .split(',')
    .filter(Boolean)
    .map((name) => name.split(' as '));
  return `return{${all.map(([inner, outer = inner]) => `get ${outer}(){return ${inner}}`).join(',')}}`;
}

/** A piece that imports itself in the end would find its exports missing. */
function checkOrder(pieces, name, seen = new Set(), above = []) {
  for (const next of name === undefined ? pieces.keys() : (pieces.get(name)?.imports ?? [])) {
    if (above.includes(next)) {
      throw new Error(`pieces import one another: ${[...above, next].join(' -> ')}`);
    }
    if (!seen.has(next)) {
      seen.add(next);
      checkOrder(pieces, next, seen, [...above, next]);
    }
  }
}

/** A literal with as few escapes as the text allows. */
function quote(text) {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `'${escaped.replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}
