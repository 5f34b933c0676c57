// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUFFER_GROUP, CONTROL_DEVICE, DEVICE_DIRECTORY } from '@u-dma-buf-mgr/protocol';

import type { AccessFacts, Facts, NodeFacts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'access';

/** Whether who asks may use the buffers. */
export function checkAccess({ access }: Facts): Finding[] {
  const control = [...checkControl(access), ...access.withForeignNode.map(foreignNode)];
  if (access.group === undefined) {
    return [...control, groupMissing];
  }
  // A node as the driver makes it, which nothing has given to anybody.
  const bare = access.nodes.filter(({ user, group, mode }) => user === 0 && group === 0 && mode === 0o600);
  return [...control, ...(bare.length > 0 ? [ruleNotApplied(bare, access)] : []), ...checkUser(access, access.group)];
}

function checkControl({ control }: AccessFacts): Finding[] {
  if (control !== 'file') {
    return [];
  }
  return [
    {
      check,
      severity: 'error',
      text: `${CONTROL_DEVICE} is a regular file: something was written to it when the module was not loaded.`,
      fix: [`rm ${CONTROL_DEVICE}`, 'modprobe -r u-dma-buf-mgr', 'modprobe u-dma-buf-mgr'],
    },
  ];
}

function foreignNode(name: string): Finding {
  const node = `${DEVICE_DIRECTORY}/${name}`;
  return {
    check,
    severity: 'error',
    text: `${node} is not the node of the buffer ${name}, but something else: programs that open it do not use the buffer.`,
    fix: [`ls -l -d ${node}`, `u-dma-buf-mgr delete ${name}`],
  };
}

const groupMissing: Finding = {
  check,
  severity: 'error',
  text: `There is no group ${BUFFER_GROUP}, so only root can open buffers.`,
  fix: [`groupadd --system ${BUFFER_GROUP}`, 'udevadm control --reload', trigger()],
};

function ruleNotApplied(nodes: readonly NodeFacts[], { ruleInstalled }: AccessFacts): Finding {
  const names = nodes.map(({ path }) => path).join(', ');
  const rule = `SUBSYSTEM=="u-dma-buf", GROUP="${BUFFER_GROUP}", MODE="0660"`;
  const install = `echo '${rule}' >/etc/udev/rules.d/60-u-dma-buf.rules`;
  return {
    check,
    severity: 'warning',
    text: ruleInstalled
      ? `The udev rule for buffers is installed, but has not been applied to ${names}: only root may open that.`
      : `No udev rule gives buffers to the group ${BUFFER_GROUP}: only root may open ${names}.`,
    fix: [...(ruleInstalled ? [] : [install]), 'udevadm control --reload', trigger()],
  };
}

function checkUser({ user, nodes }: AccessFacts, group: NonNullable<AccessFacts['group']>): Finding[] {
  if (user.id === 0) {
    const members = group.members.length === 0 ? 'no members' : `the members ${group.members.join(', ')}`;
    return [
      { check, severity: 'ok', text: `Root may use all buffers; the group ${BUFFER_GROUP} has ${members}.`, fix: [] },
    ];
  }
  if (user.groups.includes(group.id)) {
    return [{ check, severity: 'ok', text: `${user.name} is in the group ${BUFFER_GROUP}.`, fix: [] }];
  }
  if (nodes.length > 0 && nodes.every((node) => mayUse(user, node))) {
    return [{ check, severity: 'ok', text: `${user.name} may use all buffers.`, fix: [] }];
  }
  return [notInGroup(user.name, group.members.includes(user.name))];
}

function notInGroup(user: string, listed: boolean): Finding {
  return {
    check,
    severity: 'error',
    text: listed
      ? `${user} was added to the group ${BUFFER_GROUP} after logging in, and cannot open the buffers before logging in again.`
      : `${user} is not in the group ${BUFFER_GROUP}, and cannot open the buffers. It counts from the next login.`,
    fix: [listed ? `loginctl terminate-user ${user}` : `usermod --append --groups ${BUFFER_GROUP} ${user}`],
  };
}

function mayUse({ id, groups }: AccessFacts['user'], { user, group, mode }: NodeFacts): boolean {
  const bits = user === id ? mode >> 6 : groups.includes(group) ? mode >> 3 : mode;
  return (bits & 0o6) === 0o6;
}

function trigger(): string {
  return 'udevadm trigger --action=add --subsystem-match=u-dma-buf';
}
