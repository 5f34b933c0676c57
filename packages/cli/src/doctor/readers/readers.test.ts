// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { givesGroup, hasStaticNode, parseGroups } from './access.ts';
import { parseOsRelease } from './distribution.ts';
import { findCause } from './dkms.ts';

describe('the cause of a failed build', () => {
  test('is the first error of the compiler', () => {
    expect(
      findCause([
        'make: Entering directory',
        '  CC [M]  /var/lib/dkms/u-dma-buf-mgr/6.0.0/build/u-dma-buf/buffer.o',
        "buffer.c:7:2: error: implicit declaration of function 'x'",
        'buffer.c:9:2: error: another',
        'make[2]: *** [scripts/Makefile.build:250: buffer.o] Error 1',
      ]),
    ).toEqual({ line: 3, text: "buffer.c:7:2: error: implicit declaration of function 'x'" });
  });

  test('is what modpost says', () => {
    const undefinedSymbol = 'ERROR: modpost: "x" [u-dma-buf.ko] undefined!';
    expect(findCause(['MODPOST', undefinedSymbol, 'make[1]: *** Error 1'])).toEqual({ line: 2, text: undefinedSymbol });
  });

  test('is what make says, when nobody else does', () => {
    const line = 'make: *** /lib/modules/6.1.0/build: No such file or directory.  Stop.';
    expect(findCause(['DKMS make.log', line])).toEqual({ line: 2, text: line });
  });

  test('is the last line, when nothing looks like an error', () => {
    expect(findCause(['one', 'two'])).toEqual({ line: 2, text: 'two' });
  });
});

test('/etc/os-release', () => {
  expect(parseOsRelease('PRETTY_NAME="Raspbian"\nID=raspbian\nID_LIKE=debian\n')).toEqual({
    id: 'raspbian',
    like: ['debian'],
  });
  expect(parseOsRelease('ID="rocky"\nVERSION_ID="9"\nID_LIKE="rhel centos fedora"\n')).toEqual({
    id: 'rocky',
    like: ['rhel', 'centos', 'fedora'],
  });
  expect(parseOsRelease('')).toEqual({ id: '', like: [] });
});

test('/etc/group', () => {
  expect(parseGroups('root:x:0:\nu-dma-buf:x:997:ada,bob\n')).toEqual([
    { name: 'root', id: 0, members: [] },
    { name: 'u-dma-buf', id: 997, members: ['ada', 'bob'] },
  ]);
});

test('depmod says which node loads the manager', () => {
  const others = '# Device nodes to trigger on-demand module loading.\nfuse fuse c10:229\n';
  expect(hasStaticNode(others)).toBe(false);
  expect(hasStaticNode(`${others}u_dma_buf_mgr u-dma-buf-mgr c10:247\n`)).toBe(true);
});

describe('a rule that gives buffers to a group', () => {
  test("is the package's", () => {
    const rules = join(__dirname, '../../../../../debian/u-dma-buf-mgr.udev');
    expect(givesGroup(readFileSync(rules, 'utf8'))).toBe(true);
  });

  test('is in a line of its own, or not', () => {
    expect(givesGroup('SUBSYSTEM=="u-dma-buf", GROUP="video"\n')).toBe(true);
    expect(givesGroup('# SUBSYSTEM=="u-dma-buf", GROUP="video"\n')).toBe(false);
    expect(givesGroup('SUBSYSTEM!="u-dma-buf", GOTO="end"\nMODE="0660", GROUP="video"\n')).toBe(true);
    expect(givesGroup('SUBSYSTEM=="u-dma-buf", MODE="0660"\n# GROUP="video"\n')).toBe(false);
    expect(givesGroup('ACTION=="add", SUBSYSTEM=="u-dma-buf", GROUP="video"\n')).toBe(true);
    expect(givesGroup('SUBSYSTEM=="u-dma-buf", TAG+="systemd"\n')).toBe(false);
  });
});
