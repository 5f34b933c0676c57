// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { finding, found, release, unloaded, well } from '../../../test/doctor-facts.ts';
import type { Facts } from '../facts.ts';

describe('signatures', () => {
  const enforced = { secureBoot: true, enforced: true, certificate: undefined, efi: true };
  const enrolment =
    'At the reboot press a key when MokManager waits for one, choose Enroll MOK, and type the password that mokutil asked for.';
  const unknownKey = 'Loading of module with unavailable key is rejected';

  test('unsigned under Secure Boot', () => {
    expect(found('signatures', { modules: unloaded, trust: enforced })).toEqual([
      finding(
        'error',
        `This kernel takes only modules that are signed (Secure Boot), and u-dma-buf is not signed. ${enrolment}`,
        [
          'apt install openssl mokutil',
          `dkms build u-dma-buf-mgr/6.0.0 -k ${release} --force`,
          `dkms install u-dma-buf-mgr/6.0.0 -k ${release} --force`,
          'mokutil --import /var/lib/dkms/mok.pub',
          'reboot',
        ],
      ),
    ]);
  });

  test('unsigned where the kernel itself was told to enforce signatures', () => {
    const [unsigned] = found('signatures', { modules: unloaded, trust: { ...enforced, secureBoot: false } });
    expect(unsigned?.text).toMatch(
      /^This kernel takes only modules that are signed \(module\.sig_enforce or lockdown\), /,
    );
  });

  test('unsigned, and not of DKMS, which could sign it', () => {
    expect(found('signatures', { modules: unloaded, trust: enforced, dkms: [] })).toEqual([
      expect.objectContaining({ fix: ['mokutil --import /var/lib/dkms/mok.pub', 'reboot'] }),
    ]);
  });

  test('signed by a key that is not enrolled', () => {
    const signed = unloaded.map((module) => ({
      ...module,
      files: module.files.map((file) => ({ ...file, signed: true })),
    }));
    const facts = {
      modules: signed,
      trust: { ...enforced, certificate: '/var/lib/shim-signed/mok/MOK.der' },
      kernel: { ...well.kernel, log: ['something else', unknownKey] },
    };
    expect(found('signatures', facts)).toEqual([
      {
        severity: 'error',
        text: `This kernel takes only modules that are signed (Secure Boot), and u-dma-buf is signed by a key that it does not know. ${enrolment}`,
        evidence: unknownKey,
        fix: ['mokutil --import /var/lib/shim-signed/mok/MOK.der', 'reboot'],
      },
    ]);
    // Without the kernel's word it is just not loaded.
    expect(found('signatures', { ...facts, kernel: well.kernel })).toEqual([]);
  });

  test('compressed: the kernel says whether it is signed', () => {
    const compressed = unloaded.map((module) => ({
      ...module,
      files: module.files.map((file) => ({ ...file, signed: undefined })),
    }));
    const said = (line: string): Facts['kernel'] => ({ ...well.kernel, log: [line] });
    const facts = { modules: compressed, trust: enforced };
    expect(found('signatures', facts)).toEqual([]);
    expect(found('signatures', { ...facts, kernel: said(unknownKey) })).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/ is signed by a key that it does not know\. At/) }),
    ]);
    expect(found('signatures', { ...facts, kernel: said('Loading of unsigned module is rejected') })).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/ is not signed\. At/) }),
    ]);
  });

  test('enforced without firmware that keeps keys', () => {
    const facts = {
      modules: unloaded,
      trust: { ...enforced, secureBoot: false, efi: false },
      kernel: { ...well.kernel, commandLine: 'quiet module.sig_enforce=1 ro' },
    };
    expect(found('signatures', facts)).toEqual([
      expect.objectContaining({
        severity: 'error',
        fix: ["sed -i 's/ *module.sig_enforce=1//' /etc/default/grub", 'update-grub', 'reboot'],
      }),
    ]);
  });

  test('enforced, and loaded all the same', () => {
    expect(found('signatures', { trust: enforced })).toEqual([finding('ok', 'This kernel takes only signed modules.')]);
  });
});
