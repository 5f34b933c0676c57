// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import schema from '../../schema/configuration.schema.json';
import { bold, header, italic, item, roff, separated } from './roff.ts';

/** The manual page of the configuration, of which the keys are what the JSON Schema says of them. */
export function configurationPage(version: string, date: string): string {
  const { properties } = schema.definitions.buffer;
  return [
    ...header('u-dma-buf-mgr.yaml', 5, 'File Formats', version, date),
    '.SH NAME',
    roff('u-dma-buf-mgr.yaml - the DMA buffers of a machine'),
    '.SH SYNOPSIS',
    ...['/etc', '/run', '/usr/lib'].flatMap((directory, index) => [
      ...(index === 0 ? [] : ['.br']),
      italic(`${directory}/u-dma-buf-mgr/*.yaml`),
    ]),
    '.SH DESCRIPTION',
    ...separated([
      'YAML files say which DMA buffers a machine has. The command u-dma-buf-mgr apply creates them, and at every boot the service u-dma-buf-mgr.service does so.',
      'The command reads the files in the order of their names, whatever directory they are in. If two directories have a file of the same name, the first directory wins. A link to /dev/null masks the others. apply creates buffers in the order in which the files declare them.',
      schema.properties.buffers.description,
      'A range with a leading zero, such as cam{00..11}, gives names of as many digits.',
      'Buffers share settings by YAML anchors and the merge key <<. Top-level keys that begin with x- are ignored, so they can hold such settings. A file is one YAML document.',
    ]),
    '.SH KEYS',
    ...Object.entries(properties).flatMap(([key, { description }]) => item(bold(key), description)),
    '.SH FILES',
    ...item(
      italic('/usr/share/u-dma-buf-mgr/configuration.schema.json'),
      'The JSON Schema of these files, for editors.',
    ),
    '.SH EXAMPLES',
    '.EX',
    ...EXAMPLE.map(roff),
    '.EE',
    '.SH SEE ALSO',
    `${bold('u-dma-buf-mgr')}(1)`,
    '',
  ].join('\n');
}

/** A configuration, line by line. */
export const EXAMPLE = [
  '# yaml-language-server: $schema=/usr/share/u-dma-buf-mgr/configuration.schema.json',
  'buffers:',
  '  frames{0..3}:',
  '    size: 8MiB',
  '    device: 0000:00:18.7',
  '    bus: pci',
  '    group: video',
  '    mode: "0660"',
  '  commands:',
  '    size: 64KiB',
  '    dma-mask: 28',
];
