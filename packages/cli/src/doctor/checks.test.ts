// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { examine } from './examine.ts';
import type { Facts, ModuleFile } from './facts.ts';
import type { Finding, Severity } from './finding.ts';
import { worst } from './finding.ts';

// What the checks make of facts. Whether the facts are right is tested in machines, by tools/doctor-test.

const release = '6.1.0-18-arm64';
const MiB = 1n << 20n;

function moduleFile(name: string): ModuleFile {
  return { path: `/lib/modules/${release}/updates/dkms/${name}.ko`, signed: false, version: '6.0.0', owner: undefined };
}

const modules = ['u-dma-buf', 'u-dma-buf-mgr'].map((name) => ({
  name,
  loaded: { version: '6.0.0' },
  files: [moduleFile(name)],
  otherKernels: [],
}));
const unloaded = modules.map((module) => ({ ...module, loaded: undefined }));
const unbuilt = unloaded.map((module) => ({ ...module, files: [] }));

/** A board with 64 MiB of CMA at 0x70000000, where all is well. */
const well: Facts = {
  wanted: { size: undefined, dmaMask: undefined, device: undefined },
  kernel: { release, commandLine: 'quiet', log: [] },
  distribution: { id: 'debian', like: [], bootLoader: 'grub' },
  modules,
  headersInstalled: true,
  takesReadyBuilt: false,
  dkms: [{ version: '6.0.0', kernels: [release], failure: undefined }],
  trust: { secureBoot: false, enforced: false, certificate: undefined, efi: true },
  access: {
    user: { name: 'root', id: 0, groups: [0] },
    group: { id: 997, members: ['ada'] },
    ruleInstalled: true,
    control: 'device',
    nodes: [{ path: '/dev/udmabuf0', mode: 0o660, user: 0, group: 997 }],
  },
  memory: {
    total: 1024n * MiB,
    cma: { total: 64n * MiB, free: 60n * MiB },
    areas: [{ name: 'cma', start: 0x70000000n, end: 0x74000000n }],
    zones: [{ name: 'DMA', start: 0x40000000n, end: 0x80000000n, largestFree: 2n * MiB, largestBlock: 4n * MiB }],
    reserved: [],
    ram: [{ start: 0x40000000n, end: 0x80000000n }],
    buffers: [],
  },
  iommu: { units: [], groupTypes: new Map() },
};

/** What is found of a machine that is well but for these facts: all findings of that check. */
function found(check: string, facts: Partial<Facts>): Omit<Finding, 'check'>[] {
  return examine({ ...well, ...facts }).flatMap(({ check: name, ...rest }) => (name === check ? rest : []));
}

function finding(severity: Severity, text: unknown, mend: readonly string[] = []): unknown {
  return { severity, text, mend };
}

test('nothing is wrong with a machine that is well', () => {
  expect(worst(examine(well))).toBe('note');
});

test('the worst of nothing is ok', () => {
  expect(worst([])).toBe('ok');
});

describe('modules', () => {
  test('not installed', () => {
    expect(found('modules', { modules: unbuilt, dkms: [] })).toEqual([
      finding(
        'error',
        'The modules u-dma-buf and u-dma-buf-mgr are not installed, neither for this kernel nor as source for DKMS.',
        ['apt install u-dma-buf-mgr-dkms'],
      ),
    ]);
  });

  test('not installed, where they come ready built: nothing is built, so headers are of no concern', () => {
    const facts = { modules: unbuilt, dkms: [], headersInstalled: false, takesReadyBuilt: true };
    expect(found('modules', facts)).toEqual([
      finding('error', `The modules u-dma-buf and u-dma-buf-mgr are not installed for the running kernel ${release}.`, [
        `apt install u-dma-buf-mgr-modules-${release}`,
      ]),
    ]);
    expect(found('headers', facts)).toEqual([]);
  });

  test('not installed, and no apt', () => {
    const [{ mend } = { mend: [] }] = found('modules', {
      modules: unbuilt,
      dkms: [],
      distribution: { id: 'buildroot', like: [], bootLoader: undefined },
    });
    expect(mend).toEqual(['make -C kmod all', 'make -C kmod modules_install', 'depmod']);
  });

  test('built for another kernel', () => {
    const elsewhere = unbuilt.map((module) => ({ ...module, otherKernels: ['6.1.0-17-arm64'] }));
    expect(found('modules', { modules: elsewhere })).toEqual([
      finding(
        'error',
        `The modules u-dma-buf and u-dma-buf-mgr are not built for the running kernel ${release}, but for 6.1.0-17-arm64.`,
        [`dkms install u-dma-buf-mgr/6.0.0 -k ${release}`],
      ),
    ]);
  });

  test('one is not loaded', () => {
    expect(found('modules', { modules: [...modules.slice(0, 1), ...unloaded.slice(1)] })).toEqual([
      finding('error', 'The module u-dma-buf-mgr is installed, but not loaded.', ['modprobe u-dma-buf-mgr']),
    ]);
  });

  test('an older one is loaded', () => {
    const old = modules.map((module) => ({ ...module, loaded: { version: '5.5' } }));
    const [{ severity, text } = { severity: 'ok', text: '' }] = found('modules', { modules: old.slice(0, 1) });
    expect({ severity, text }).toEqual({
      severity: 'warning',
      text: 'u-dma-buf 5.5 is loaded and 6.0.0 installed. All buffers must be deleted for the change.',
    });
  });
});

describe('modules of others', () => {
  const others = modules.map(({ files, ...module }) => ({
    ...module,
    loaded: { version: '5.5' },
    files: files.map((file) => ({ ...file, version: '5.5' })),
  }));

  test('are loaded: what this command cannot know', () => {
    expect(found('modules', { modules: others })).toEqual([
      finding('ok', `u-dma-buf 5.5 and u-dma-buf-mgr 5.5 are loaded on Linux ${release}.`),
      finding('note', expect.stringMatching(/^u-dma-buf 5\.5 does not tell who had a buffer made/)),
      finding('note', expect.stringMatching(/^u-dma-buf-mgr 5\.5 does not say why it refuses/)),
    ]);
  });

  test('of the manager alone, which does not tell its version', () => {
    const manager = others.slice(1).map((module) => ({ ...module, loaded: { version: undefined } }));
    expect(found('modules', { modules: [...modules.slice(0, 1), ...manager] })).toEqual([
      expect.objectContaining({ severity: 'ok' }),
      finding('note', expect.stringMatching(/^u-dma-buf-mgr does not say why/)),
    ]);
  });
});

describe('headers', () => {
  test.each<[string, string[], string[]]>([
    ['debian', [], [`apt install linux-headers-${release}`]],
    ['ubuntu', ['debian'], [`apt install linux-headers-${release}`]],
    ['raspbian', ['debian'], ['apt install raspberrypi-kernel-headers']],
    ['rocky', ['rhel', 'centos', 'fedora'], [`dnf install kernel-devel-${release}`]],
    ['opensuse-leap', ['suse', 'opensuse'], ['zypper install kernel-default-devel']],
    ['arch', [], ['pacman -S linux-headers']],
    ['petalinux', [], []],
  ])('missing on %s', (id, like, mend) => {
    const facts = { headersInstalled: false, modules: unbuilt, distribution: { id, like, bootLoader: undefined } };
    expect(found('headers', facts)).toEqual([expect.objectContaining({ severity: 'error', mend })]);
  });

  test('missing, but no longer needed', () => {
    expect(found('headers', { headersInstalled: false })).toEqual([expect.objectContaining({ severity: 'note' })]);
  });
});

describe('build', () => {
  const failure = { log: '/var/lib/dkms/u-dma-buf-mgr/6.0.0/build/make.log', line: 17, text: "x.c:1:1: error: no 'y'" };

  test('failed', () => {
    expect(found('build', { modules: unbuilt, dkms: [{ version: '6.0.0', kernels: [], failure }] })).toEqual([
      {
        severity: 'error',
        text: `DKMS could not build u-dma-buf-mgr/6.0.0. The first error is in line 17 of ${failure.log}.`,
        evidence: failure.text,
        mend: [`dkms build u-dma-buf-mgr/6.0.0 -k ${release} --force`, `less +17 ${failure.log}`],
      },
    ]);
  });

  test('failed for another kernel', () => {
    expect(found('build', { dkms: [{ version: '6.0.0', kernels: [release], failure }] })).toEqual([
      finding('ok', 'DKMS has built u-dma-buf-mgr/6.0.0 for this kernel.'),
    ]);
  });
});

describe('signatures', () => {
  const enforced = { secureBoot: true, enforced: true, certificate: undefined, efi: true };
  const unknownKey = 'Loading of module with unavailable key is rejected';

  test('unsigned under Secure Boot', () => {
    expect(found('signatures', { modules: unloaded, trust: enforced })).toEqual([
      finding('error', 'This kernel takes only modules that are signed (Secure Boot), and u-dma-buf is not signed.', [
        'apt install openssl mokutil',
        `dkms build u-dma-buf-mgr/6.0.0 -k ${release} --force`,
        `dkms install u-dma-buf-mgr/6.0.0 -k ${release} --force`,
        'mokutil --import /var/lib/dkms/mok.pub',
        'reboot',
      ]),
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
        text: 'This kernel takes only modules that are signed (Secure Boot), and u-dma-buf is signed by a key that it does not know.',
        evidence: unknownKey,
        mend: ['mokutil --import /var/lib/shim-signed/mok/MOK.der', 'reboot'],
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
      expect.objectContaining({ text: expect.stringMatching(/ is signed by a key that it does not know\.$/) }),
    ]);
    expect(found('signatures', { ...facts, kernel: said('Loading of unsigned module is rejected') })).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/ is not signed\.$/) }),
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
        mend: ["sed -i 's/ *module.sig_enforce=1//' /etc/default/grub", 'update-grub', 'reboot'],
      }),
    ]);
  });

  test('enforced, and loaded all the same', () => {
    expect(found('signatures', { trust: enforced })).toEqual([finding('ok', 'This kernel takes only signed modules.')]);
  });
});

test('conflicts: the one that modprobe takes, and those to remove', () => {
  const [own, ikwzm, stray] = [
    { ...moduleFile('u-dma-buf'), owner: 'DKMS' },
    { path: `/lib/modules/${release}/ikwzm/u-dma-buf.ko`, signed: false, version: '5.5', owner: 'u-dma-buf-5.5' },
    { path: `/lib/modules/${release}/extra/u-dma-buf.ko.xz`, signed: false, version: undefined, owner: undefined },
  ];
  expect(
    found('conflicts', { modules: modules.map((module) => ({ ...module, files: [own, ikwzm, stray] })).slice(0, 1) }),
  ).toEqual([
    finding(
      'warning',
      `u-dma-buf is installed 3 times. modprobe takes ${own.path} (6.0.0 of DKMS), and not ${ikwzm.path} (5.5 of u-dma-buf-5.5), ${stray.path}.`,
      ['apt remove u-dma-buf-5.5', `rm ${stray.path}`, 'depmod'],
    ),
  ]);
});

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
      expect.objectContaining({ severity: 'error', mend: ['loginctl terminate-user ada'] }),
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
      expect.objectContaining({ severity: 'error', mend: expect.arrayContaining(['rm /dev/u-dma-buf-mgr']) }),
    );
  });
});

describe('memory', () => {
  const wants = (size: bigint, more: Partial<Facts['wanted']> = {}): Facts['wanted'] => ({
    ...well.wanted,
    size,
    ...more,
  });
  const buffer = (name: string, start: bigint, size: bigint): Facts['memory']['buffers'][number] => ({
    name,
    start,
    end: start + size,
    translated: false,
  });

  test('nothing is wanted: what there is', () => {
    expect(found('memory', {})).toEqual([
      finding('note', 'CMA is 64M, of which 60M are free. The largest buffer that there is room for has 64M.'),
    ]);
  });

  test('room in CMA', () => {
    expect(found('memory', { wanted: wants(32n * MiB) })).toEqual([
      finding('ok', 'There is room for a buffer of 32M: CMA has a piece of 64M.'),
    ]);
  });

  test('CMA is too small', () => {
    expect(found('memory', { wanted: wants(100n * MiB) })).toEqual([
      finding(
        'error',
        'There is no room for a buffer of 100M: CMA is 64M, of which 60M are free. Boot with cma=112M.',
        [`sed -i 's/^GRUB_CMDLINE_LINUX="/&cma=112M /' /etc/default/grub`, 'update-grub', 'reboot'],
      ),
    ]);
  });

  test.each([
    ['raspberry-pi', ["sed -i '1s/$/ cma=112M/' /boot/firmware/cmdline.txt", 'reboot']],
    ['u-boot', ['fw_setenv bootargs "$(fw_printenv -n bootargs) cma=112M"', 'reboot']],
    [undefined, []],
  ] as const)('CMA is too small, and the boot loader is %s', (bootLoader, mend) => {
    const distribution = { ...well.distribution, bootLoader };
    expect(found('memory', { distribution, wanted: wants(100n * MiB) })).toEqual([expect.objectContaining({ mend })]);
  });

  test('CMA is fragmented by buffers', () => {
    const memory = {
      ...well.memory,
      cma: { total: 64n * MiB, free: 44n * MiB },
      buffers: [buffer('a', 0x70c00000n, 16n * MiB), buffer('b', 0x73000000n, 4n * MiB)],
    };
    expect(found('memory', { memory, wanted: wants(40n * MiB) })).toEqual([
      expect.objectContaining({
        severity: 'error',
        text: 'There is no room for a buffer of 40M: CMA is 64M, of which 44M are free, but the largest piece between other buffers has 20M. Boot with cma=112M.',
      }),
    ]);
    expect(found('memory', { memory, wanted: wants(20n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'ok' }),
    ]);
  });

  test('a buffer behind an IOMMU takes nothing of CMA', () => {
    const memory = { ...well.memory, buffers: [{ ...buffer('a', 0x71000000n, 32n * MiB), translated: true }] };
    expect(found('memory', { memory, wanted: wants(60n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'ok' }),
    ]);
  });

  test('CMA lends its memory to programs', () => {
    const memory = { ...well.memory, cma: { total: 64n * MiB, free: 8n * MiB } };
    expect(found('memory', { memory, wanted: wants(32n * MiB) })).toEqual([
      expect.objectContaining({ severity: 'warning' }),
    ]);
  });

  test('where CMA is, this user is not told', () => {
    const memory = { ...well.memory, areas: [] };
    expect(found('memory', { memory, wanted: wants(32n * MiB) })).toEqual([
      finding('note', '60M of CMA are free. Whether a piece of them has 32M, only root is told.'),
    ]);
  });

  test('a kernel without CMA', () => {
    const memory = { ...well.memory, cma: undefined, areas: [] };
    expect(found('memory', { memory, wanted: wants(2n * MiB) })).toEqual([
      finding('ok', 'There is room for a buffer of 2M: the page allocator has a block of 2M.'),
    ]);
    expect(found('memory', { memory, wanted: wants(8n * MiB) })).toEqual([
      finding(
        'error',
        "There is no room for a buffer of 8M: this kernel has no CMA (CONFIG_DMA_CMA), and its page allocator's largest block has 4M, of which the largest free one has 2M. Make smaller buffers, or boot a kernel with CMA.",
      ),
    ]);
  });

  const device = {
    bus: 'pci',
    name: '0000:00:05.0',
    exists: true,
    dmaMask: 28,
    driver: undefined,
    iommuGroupType: undefined,
  };

  test('behind an IOMMU no contiguous memory is needed', () => {
    const wanted = wants(512n * MiB, { device: { ...device, iommuGroupType: 'DMA-FQ' } });
    expect(found('memory', { wanted })).toEqual([expect.objectContaining({ severity: 'ok' })]);
    expect(found('dma-mask', { wanted })).toEqual([expect.objectContaining({ severity: 'ok' })]);
  });

  test('the DMA mask does not reach CMA', () => {
    expect(found('dma-mask', { wanted: wants(32n * MiB, { device }) })).toEqual([
      finding(
        'error',
        '0000:00:05.0 drives 28 bits of address: it reaches the lowest 256M. There is room for 32M elsewhere, but below that only for 0. Boot with cma=32M@0-256M.',
        [`sed -i 's/^GRUB_CMDLINE_LINUX="/&cma=32M@0-256M /' /etc/default/grub`, 'update-grub', 'reboot'],
      ),
    ]);
  });

  test('where there is no room at all, the DMA mask is not to blame', () => {
    const facts = { wanted: wants(128n * MiB, { device }) };
    expect(found('memory', facts)).toEqual([expect.objectContaining({ severity: 'error' })]);
    expect(found('dma-mask', facts)).toEqual([expect.objectContaining({ severity: 'ok' })]);
  });

  test('a mask without a device', () => {
    expect(found('dma-mask', { wanted: wants(32n * MiB, { dmaMask: 32 }) })).toEqual([
      finding('ok', 'A device with this DMA mask drives 32 bits of address: it reaches the lowest 4G.'),
    ]);
  });

  describe('iommu', () => {
    const iommu = { units: ['smmu3.0x0000000009050000'], groupTypes: new Map([['DMA', 2]]) };

    test('none', () => {
      expect(found('iommu', {})).toEqual([
        finding('note', 'There is no IOMMU in use: DMA addresses are physical ones.'),
      ]);
    });

    test('there', () => {
      expect(found('iommu', { iommu })).toEqual([
        finding('note', 'IOMMU: smmu3.0x0000000009050000; groups of devices: 2 of type DMA.'),
      ]);
    });

    test('a device that has not joined', () => {
      expect(found('iommu', { iommu, wanted: wants(1n, { device }) })).toEqual([
        expect.objectContaining({ severity: 'error', mend: expect.arrayContaining(['modprobe uio_pci_generic']) }),
      ]);
    });

    test('a device that has', () => {
      const joined = { ...device, driver: 'uio_pci_generic', iommuGroupType: 'DMA' };
      expect(found('iommu', { iommu, wanted: wants(1n, { device: joined }) })).toEqual([
        finding('note', '0000:00:05.0 is in an IOMMU group of type DMA.'),
      ]);
    });

    test('no such device', () => {
      expect(found('device', { wanted: wants(1n, { device: { ...device, exists: false } }) })).toEqual([
        finding('error', 'There is no device 0000:00:05.0 on the bus pci.', ['ls /sys/bus/pci/devices']),
      ]);
    });
  });
});
