// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ValueError } from './error.ts';
import { checkText } from './text.ts';

/** The longest name that a directory in sysfs, and so a device, can have. */
const MAX_DEVICE_LENGTH = 255;

/** Printable ASCII but the space, which ends a word, and the semicolon, which ends a command. */
const pattern = /^[!-:<-~]+$/;

/** The name of a parent device on its bus, as in /sys/bus/BUS/devices: `0000:00:18.7`, `fd4a0000.display`. */
export function parseDeviceName(text: string): string {
  checkText('device', text);
  if (text.length <= MAX_DEVICE_LENGTH && pattern.test(text) && !text.includes('/')) {
    return text;
  }
  throw new ValueError({
    code: 'device',
    value: text,
    allowed: 'the name of a directory in /sys/bus/BUS/devices, without spaces and semicolons',
    hint: text.includes('/')
      ? `give the last part of the path: ${text.replace(/\/+$/, '').replace(/^.*\//, '')}`
      : undefined,
  });
}
