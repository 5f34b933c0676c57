// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import type { SourceFile } from './source-file.ts';
import { modulesTree } from './modules-tree.ts';

const values = { RELEASE: '6.1.0-50-arm64', KERNEL: 'linux-image-6.1.0-50-arm64' };

function tree(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries(texts).map(([path, text]) => ({ path, kind: 'file', content: Buffer.from(text) }));
}

test('the templates, filled in, are in the place of debian; its changelog and copyright stay', () => {
  const files = modulesTree(
    tree({
      'debian/changelog': 'changes',
      'debian/control': 'Source: tool',
      'debian/modules/control':
        '# for one kernel\nSource: tool\n\nPackage: tool-modules-@RELEASE@\nDepends:\n @KERNEL@,\nDescription: modules\n For @RELEASE@.\n',
      'debian/modules/rules': 'all: # $@ for @RELEASE@\n',
      'kmod/a.c': 'int a@RELEASE@;',
    }),
    values,
  );
  expect(Object.fromEntries(files.map(({ path, content }) => [path, content.toString()]))).toEqual({
    'debian/changelog': 'changes',
    'debian/control':
      'Source: tool\n\nPackage: tool-modules-6.1.0-50-arm64\nDepends:\n linux-image-6.1.0-50-arm64,\nDescription: modules\n For 6.1.0-50-arm64.\n',
    'debian/rules': 'all: # $@ for 6.1.0-50-arm64\n',
    'kmod/a.c': 'int a@RELEASE@;',
  });
});

test('a name that is not known is told with its place', () => {
  const texts = { 'debian/modules/rules': 'all:\n\techo @VERSION@\n' };
  expect(() => modulesTree(tree(texts), values)).toThrow(
    'debian/modules/rules:2: @VERSION@: is none of @RELEASE@, @KERNEL@',
  );
});

test('without templates there is nothing to make a package of', () => {
  expect(() => modulesTree([], values)).toThrow('debian/modules/: is not in git');
});

test('a package, a relation and a field of which nothing is left are left out', () => {
  const control =
    'Source: tool\n\nPackage: @PACKAGE@\nDepends:\n @KERNEL@,\n tool,\nBreaks:\n @KERNEL@,\nDescription: x\n\n' +
    'Package: @META@\nDescription: x\n';
  const files = modulesTree(tree({ 'debian/modules/control': control }), {
    PACKAGE: 'tool-modules',
    KERNEL: '',
    META: '',
  });
  expect(files.map(({ content }) => content.toString())).toEqual([
    'Source: tool\n\nPackage: tool-modules\nDepends:\n tool,\nDescription: x\n',
  ]);
});
