// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { finding, found, well } from '../../../test/doctor-facts.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

describe('access', () => {
  const ada = { name: 'ada', id: 1000, groups: [1000] };
  const bob = { name: 'bob', id: 1001, groups: [1001] };
  const access = (facts: Partial<Facts['access']>): Omit<Finding, 'check'>[] =>
    found('access', { access: { ...well.access, ...facts } });

  test('root', () => {
    expect(access({})).toEqual([finding('ok', 'Root may use all buffers; the group u-dma-buf has the members ada.')]);
  });

  test('not in the group', () => {
    expect(access({ user: bob })).toEqual([
      finding(
        'error',
        'bob is not in the group u-dma-buf, and cannot open the buffers. It counts from the next login.',
        ['usermod --append --groups u-dma-buf bob'],
      ),
    ]);
  });

  test('in the group, but not in this session', () => {
    expect(access({ user: ada })).toEqual([
      expect.objectContaining({ severity: 'error', fix: ['loginctl terminate-user ada'] }),
    ]);
  });

  test.each<[string, Partial<Facts['access']>]>([
    ['by the group', { user: { ...ada, groups: [1000, 997] } }],
    ['as the owner', { user: bob, nodes: [{ path: '/dev/b', mode: 0o600, user: 1001, group: 0 }] }],
    ['as everybody', { user: bob, nodes: [{ path: '/dev/b', mode: 0o666, user: 0, group: 0 }] }],
    [
      'by another group',
      { user: { ...bob, groups: [44] }, nodes: [{ path: '/dev/b', mode: 0o660, user: 0, group: 44 }] },
    ],
  ])('may use them %s', (_, facts) => {
    expect(access(facts)).toEqual([expect.objectContaining({ severity: 'ok' })]);
  });

  test('a node that only its owner may use, and that was given to a group, is as it was made to be', () => {
    const nodes = [{ path: '/dev/b', mode: 0o600, user: 0, group: 44 }];
    expect(access({ user: bob, nodes })).toEqual([expect.objectContaining({ severity: 'error' })]);
    expect(access({ user: bob, nodes: [{ path: '/dev/b', mode: 0o600, user: 0, group: 0 }] })).toHaveLength(2);
  });

  test('the group may only read', () => {
    const nodes = [{ path: '/dev/b', mode: 0o640, user: 0, group: 44 }];
    expect(access({ user: { ...bob, groups: [44] }, nodes })).toEqual([expect.objectContaining({ severity: 'error' })]);
  });

  test('no group', () => {
    expect(access({ group: undefined })).toEqual([
      finding('error', 'There is no group u-dma-buf, so only root can open buffers.', [
        'groupadd --system u-dma-buf',
        'udevadm control --reload',
        'udevadm trigger --action=add --subsystem-match=u-dma-buf',
      ]),
    ]);
  });

  test('the name of a buffer leads to something else', () => {
    expect(access({ withForeignNode: ['zero'] })[0]).toEqual(
      finding(
        'error',
        '/dev/zero is not the node of the buffer zero, but something else: programs that open it do not use the buffer.',
        ['ls -l -d /dev/zero', 'u-dma-buf-mgr delete zero'],
      ),
    );
  });

  const bare = [{ path: '/dev/udmabuf0', mode: 0o600, user: 0, group: 0 }];

  test('the udev rule was not applied', () => {
    expect(access({ nodes: bare })[0]).toEqual(
      finding(
        'warning',
        'The udev rule for buffers is installed, but has not been applied to /dev/udmabuf0: only root may open that.',
        ['udevadm control --reload', 'udevadm trigger --action=add --subsystem-match=u-dma-buf'],
      ),
    );
  });

  test('there is no udev rule', () => {
    expect(access({ nodes: bare, ruleInstalled: false })[0]).toEqual(
      finding('warning', 'No udev rule gives buffers to the group u-dma-buf: only root may open /dev/udmabuf0.', [
        `echo 'SUBSYSTEM=="u-dma-buf", GROUP="u-dma-buf", MODE="0660"' >/etc/udev/rules.d/60-u-dma-buf.rules`,
        'udevadm control --reload',
        'udevadm trigger --action=add --subsystem-match=u-dma-buf',
      ]),
    );
  });

  test('a file in the place of the control device', () => {
    expect(access({ control: 'file' })[0]).toEqual(
      expect.objectContaining({ severity: 'error', fix: expect.arrayContaining(['rm /dev/u-dma-buf-mgr']) }),
    );
  });
});
