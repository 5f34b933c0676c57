// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { finding, found, modules, release, unbuilt, unloaded, well } from '../../../test/doctor-facts.ts';

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
    const [{ fix } = { fix: [] }] = found('modules', {
      modules: unbuilt,
      dkms: [],
      distribution: { id: 'buildroot', like: [], bootLoader: undefined },
    });
    expect(fix).toEqual(['make -C kmod all', 'make -C kmod modules_install', 'depmod']);
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

  test('built for a newer kernel: wherever they come from, a reboot is all that it takes', () => {
    const elsewhere = unbuilt.map((module) => ({ ...module, otherKernels: ['6.1.0-20-arm64', '6.1.0-9-arm64'] }));
    const expected = finding(
      'error',
      `The modules u-dma-buf and u-dma-buf-mgr are not there for the running kernel ${release}, but for the newer 6.1.0-20-arm64.`,
      ['reboot'],
    );
    expect(found('modules', { modules: elsewhere })).toEqual([expected]);
    expect(found('modules', { modules: elsewhere, dkms: [], takesReadyBuilt: true })).toEqual([expected]);
  });

  test('built for a newer kernel, one of them', () => {
    const halves = unbuilt.map((module, index) => ({ ...module, otherKernels: index === 0 ? ['6.1.0-20-arm64'] : [] }));
    expect(found('modules', { modules: halves })).toEqual([
      expect.objectContaining({ fix: [`dkms install u-dma-buf-mgr/6.0.0 -k ${release}`] }),
    ]);
  });

  test.each([
    ['has no node', { control: 'missing', loadsModules: true }],
    ['has a node that does not load it', { control: 'device', loadsModules: false }],
  ] as const)('one is not loaded, and %s', (_, access) => {
    expect(
      found('modules', {
        modules: [...modules.slice(0, 1), ...unloaded.slice(1)],
        access: { ...well.access, ...access },
      }),
    ).toEqual([finding('error', 'The module u-dma-buf-mgr is installed, but not loaded.', ['modprobe u-dma-buf-mgr'])]);
  });

  test('those that are loaded on first use', () => {
    expect(found('modules', { modules: unloaded })).toEqual([
      finding(
        'ok',
        'The modules u-dma-buf and u-dma-buf-mgr are installed; opening /dev/u-dma-buf-mgr loads them.',
        [],
      ),
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
