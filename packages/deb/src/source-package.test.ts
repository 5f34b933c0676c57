// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { SourcePackageError } from './error.ts';
import { checkSourcePackage } from './source-package.ts';

interface SourceTexts {
  readonly control: string;
  readonly changelog: string;
  readonly dkmsConf: string;
}

const GOOD: SourceTexts = {
  control: `Source: tool
Maintainer: Somebody <somebody@example.invalid>
Build-Depends: debhelper-compat (= 13)
Standards-Version: 4.6.2

Package: tool-dkms
Architecture: amd64 arm64
Description: a tool

Package: tool-dev
Architecture: all
Description: headers of it
`,
  changelog: `tool (1.2.0-3) unstable; urgency=medium

  * News.

 -- Somebody <somebody@example.invalid>  Sun, 22 Nov 2026 07:00:00 +0000
`,
  dkmsConf: 'PACKAGE_NAME="tool"\nPACKAGE_VERSION="1.2.0"\n',
};

function check(texts: Partial<SourceTexts>, architectures?: readonly string[]) {
  const { control, changelog, dkmsConf } = { ...GOOD, ...texts };
  const files = {
    'debian/control': control,
    'debian/changelog': changelog,
    'debian/source/format': '3.0 (quilt)\n',
    'dkms/dkms.conf': dkmsConf,
  };
  return checkSourcePackage(
    Object.entries(files).map(([path, text]) => ({ path, kind: 'file', content: Buffer.from(text) })),
    architectures,
  );
}

/** The messages that a wrong source package gives. */
function complaints(texts: Partial<SourceTexts>, architectures?: readonly string[]): string[] {
  try {
    check(texts, architectures);
  } catch (error) {
    if (error instanceof SourcePackageError) {
      return error.message.split('\n');
    }
    throw error;
  }
  return [];
}

test('a good source package is told with the architectures asked for, or all it has', () => {
  expect(check({}, ['arm64'])).toEqual({
    name: 'tool',
    names: ['tool', 'tool-dkms', 'tool-dev'],
    upstreamVersion: '1.2.0',
    version: '1.2.0-3',
    date: new Date('2026-11-22T07:00:00Z'),
    architectures: ['arm64'],
    hasIndependent: true,
    isNative: false,
  });
  expect(check({}).architectures).toEqual(['amd64', 'arm64']);
});

test('a package for any architecture wants to know for which', () => {
  const control = GOOD.control.replace('amd64 arm64', 'linux-any');
  expect(complaints({ control })).toEqual([
    'debian/control:7: Architecture: is linux-any: --arch says what to build for',
  ]);
  expect(check({ control }, ['amd64']).architectures).toEqual(['amd64']);
});

test('an architecture that debian/control does not have', () => {
  expect(complaints({}, ['amd64', 'sparc'])).toEqual([
    'debian/control:7: Architecture: has no sparc; there is amd64, arm64',
  ]);
});

test.each<[string, Partial<SourceTexts>, string]>([
  ['an empty control file', { control: '' }, 'debian/control: has no source paragraph with a binary package after it'],
  [
    'a missing field',
    { control: GOOD.control.replace('Description: a tool\n', '') },
    'debian/control:6: Description: is missing or empty',
  ],
  [
    'an empty field',
    { control: GOOD.control.replace('amd64 arm64', '') },
    'debian/control:7: Architecture: is missing or empty',
  ],
  [
    'a changelog without a date',
    { changelog: GOOD.changelog.replace(/Sun, .*/, 'soon') },
    'debian/changelog:5: does not end its entry with " -- MAINTAINER <ADDRESS>  DATE"',
  ],
  [
    'a changelog of another package',
    { changelog: GOOD.changelog.replace('tool', 'toll') },
    'debian/changelog:1: Source: is toll, in debian/control tool',
  ],
  [
    'a malformed changelog',
    { changelog: '\n' },
    'debian/changelog:1: does not begin with "NAME (VERSION) SUITE; urgency=URGENCY"',
  ],
  [
    'a dkms.conf of another version',
    { dkmsConf: '# DKMS\nPACKAGE_NAME=tool\nPACKAGE_VERSION=1.1\n' },
    'dkms/dkms.conf:3: PACKAGE_VERSION: is "1.1", not "1.2.0"',
  ],
  [
    'a dkms.conf without a name',
    { dkmsConf: 'PACKAGE_VERSION="1.2.0"\n' },
    'dkms/dkms.conf: PACKAGE_NAME: is missing; it must be "tool"',
  ],
])('%s is named with its place', (_what, texts, complaint) => {
  expect(complaints(texts)).toEqual([complaint]);
});

test('all problems come at once', () => {
  expect(
    complaints({ control: GOOD.control.replace(/^Maintainer.*\n/m, ''), changelog: '', dkmsConf: '' }),
  ).toHaveLength(3);
});
