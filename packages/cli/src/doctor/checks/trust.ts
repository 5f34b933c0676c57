// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'signatures';

/** What the kernel says of a module that it does not take. */
const refusals =
  /Loading of (?:unsigned module|module with un\w+ \w+) is rejected|unsigned module loading is restricted/;

/** What comes after the commands, on the machine's screen. */
const enrolment =
  ' At the reboot press a key when MokManager waits for one, choose Enroll MOK, and type the password that mokutil asked for.';

/** Whether a kernel that only takes signed modules takes ours. */
export function checkTrust(facts: Facts): Finding[] {
  const { trust, modules, kernel } = facts;
  if (!trust.enforced) {
    return [{ check, severity: 'ok', text: 'This kernel takes modules whether they are signed or not.', fix: [] }];
  }
  const [refused] = modules.filter(({ loaded, files }) => loaded === undefined && files.length > 0);
  if (refused === undefined) {
    return [{ check, severity: 'ok', text: 'This kernel takes only signed modules.', fix: [] }];
  }
  const evidence = kernel.log?.filter((line) => refusals.test(line)).at(-1);
  // Of a compressed file only the kernel tells.
  const signed = refused.files[0]?.signed ?? !evidence?.includes('unsigned');
  if (signed && evidence === undefined) {
    return [];
  }
  return [
    {
      check,
      severity: 'error',
      text: `${reason(facts)}, and ${refused.name} is ${signed ? 'signed by a key that it does not know' : 'not signed'}.${trust.efi ? enrolment : ''}`,
      evidence,
      fix: fix(facts, signed),
    },
  ];
}

function reason({ trust: { secureBoot } }: Facts): string {
  return `This kernel takes only modules that are signed (${secureBoot ? 'Secure Boot' : 'module.sig_enforce or lockdown'})`;
}

function fix({ trust, dkms, kernel }: Facts, signed: boolean): string[] {
  const certificate = trust.certificate ?? '/var/lib/dkms/mok.pub';
  const version = dkms.at(-1)?.version;
  const sign =
    signed || version === undefined
      ? []
      : [
          'apt install openssl mokutil',
          `dkms build u-dma-buf-mgr/${version} -k ${kernel.release} --force`,
          `dkms install u-dma-buf-mgr/${version} -k ${kernel.release} --force`,
        ];
  // Without EFI firmware there is no list of keys to enrol one in.
  return trust.efi ? [...sign, `mokutil --import ${certificate}`, 'reboot'] : withoutFirmware(kernel.commandLine);
}

function withoutFirmware(commandLine: string): string[] {
  const [parameter] = /\b(?:module\.sig_enforce|lockdown)(?:=\S+)?/.exec(commandLine) ?? [];
  return parameter === undefined
    ? ['reboot']
    : [`sed -i 's/ *${parameter}//' /etc/default/grub`, 'update-grub', 'reboot'];
}
