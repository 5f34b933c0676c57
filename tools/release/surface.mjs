// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What a module's users can see of it, as text: the declarations of all that it exports and of what
// those refer to, without their comments.

import { createRequire } from 'node:module';

/** @type {typeof import('typescript')} */
const ts = createRequire(import.meta.url)('typescript');

/**
 * An entry for each name, in their order, with a blank line between them.
 * @param {string} file the declarations of the module
 */
export function readSurface(file) {
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ['node'],
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (source === undefined || module === undefined) {
    throw new Error(`${file} exports nothing`);
  }
  const exported = checker
    .getExportsOfModule(module)
    .map((symbol) => ({
      name: symbol.name,
      symbol: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    }));
  /** @type {Map<import('typescript').Symbol, string>} */
  const entries = new Map();
  for (const { name, symbol } of exported) {
    entries.set(symbol, formatEntry(name, symbol));
  }
  // What they refer to can be seen through them. The map grows while it is walked.
  for (const [symbol] of entries) {
    for (const other of (symbol.declarations ?? []).flatMap((declaration) => references(declaration, checker))) {
      if (!entries.has(other)) {
        entries.set(other, formatEntry(other.name, other));
      }
    }
  }
  return [...entries.values()].sort().join('\n');
}

/**
 * @param {string} name
 * @param {import('typescript').Symbol} symbol
 */
function formatEntry(name, { declarations = [] }) {
  const printer = ts.createPrinter({ removeComments: true });
  const texts = declarations.map((declaration) => {
    const { transformed } = ts.transform(declaration, [withoutPatterns]);
    const text = printer.printNode(ts.EmitHint.Unspecified, transformed[0] ?? declaration, declaration.getSourceFile());
    // A line for each, so that one more is one line more.
    return isUnion(declaration) ? text.replace(/;$/, '').replaceAll(' | ', '\n    | ') : text;
  });
  return `// ${name}\n${[...new Set(texts)].join('\n')}\n`;
}

/**
 * How a function takes its options apart is its own affair.
 * @type {import('typescript').TransformerFactory<import('typescript').Node>}
 */
function withoutPatterns({ factory: make }) {
  /** @param {import('typescript').Node} node */
  return (node) => ts.visitNode(node, visit);

  /**
   * @param {import('typescript').Node} node
   * @returns {import('typescript').Node}
   */
  function visit(node) {
    return ts.isObjectBindingPattern(node)
      ? make.createIdentifier('options')
      : ts.visitEachChild(node, visit, undefined);
  }
}

/** @param {import('typescript').Node} node */
function isUnion(node) {
  return ts.isTypeAliasDeclaration(node) && ts.isUnionTypeNode(node.type);
}

/**
 * The types of the same package that a declaration refers to.
 * @param {import('typescript').Node} node
 * @param {import('typescript').TypeChecker} checker
 * @returns {import('typescript').Symbol[]}
 */
function references(node, checker) {
  /** @type {import('typescript').Symbol[]} */
  const found = [];
  ts.forEachChild(node, (child) => void found.push(...references(child, checker)));
  if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
    const symbol = referred(ts.isTypeReferenceNode(node) ? node.typeName : node.expression, checker);
    const [declaration] = symbol?.declarations ?? [];
    if (symbol && declaration && !ts.isTypeParameterDeclaration(declaration) && isSamePackage(declaration, node)) {
      found.push(symbol);
    }
  }
  return found;
}

/**
 * @param {import('typescript').Node} a
 * @param {import('typescript').Node} b
 */
function isSamePackage(a, b) {
  const [one, other] = [a, b].map((node) => /\/packages\/[^/]+\/dist\//.exec(node.getSourceFile().fileName)?.[0]);
  return one !== undefined && one === other;
}

/**
 * @param {import('typescript').Node} node
 * @param {import('typescript').TypeChecker} checker
 */
function referred(node, checker) {
  const symbol = checker.getSymbolAtLocation(node);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
