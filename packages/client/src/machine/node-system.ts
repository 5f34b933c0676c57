// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import fs, {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  watch,
  writeSync,
} from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

import { pinnedPath, pinNode } from './pinned-node.ts';
import type { OpenFile, SyncFile, System } from './system.ts';

/** The running kernel's. */
export const nodeSystem: System = {
  // UTF-8 is what Node reads fastest.
  readText: (path) => readFileSync(path, 'utf8'),
  readNames: (directory) => readdirSync(directory),
  readLink: (path) => readlinkSync(path),
  exists: (path) => existsSync(path),
  inode: (path) => statSync(path, { bigint: true }).ino,
  deviceNumber: (path) => statSync(path).rdev,
  openSync: (path, flags) => syncFile(openSync(path, flags)),
  // fs.promises is loaded here: it takes longer than a short program does.
  open: async (path, flags) => openFile(await fs.promises.open(path, flags)),
  openNode: async (path, deviceNumber, flags) => {
    const pinned = pinNode(path, deviceNumber);
    if (pinned === undefined) {
      return undefined;
    }
    try {
      return await nodeSystem.open(pinnedPath(pinned), flags);
    } finally {
      closeSync(pinned);
    }
  },
  ioctlDescriptor: async (fd, request, argument) =>
    (await import('./native/ioctl.ts')).ioctl({ fd }, request, argument),
  closeDescriptor: (descriptor) => closeSync(descriptor),
  watch: (directory, { persistent, onChange, onError }) => {
    const watcher = watch(directory, { persistent }, (_, name) => onChange(name ?? undefined));
    watcher.on('error', onError);
    return () => watcher.close();
  },
};

function syncFile(descriptor: number): SyncFile {
  return {
    isRegular: fstatSync(descriptor).isFile(),
    read: (target) => readSync(descriptor, target),
    write: (bytes) => writeSync(descriptor, bytes),
    close: () => closeSync(descriptor),
  };
}

async function openFile(file: FileHandle): Promise<OpenFile> {
  const isRegular = await isRegularFile(file);
  return {
    isRegular,
    read: async (target, position) => (await file.read(target, 0, target.length, position)).bytesRead,
    write: async (bytes, position) => (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
    // Loaded when it is first needed: it takes koffi, which need not be there.
    ioctl: async (request, argument) => (await import('./native/ioctl.ts')).ioctl(file, request, argument),
    map: async (offset, length) => (await import('./native/map.ts')).mapFile(file, offset, length),
    close: () => file.close(),
  };
}

async function isRegularFile(file: FileHandle): Promise<boolean> {
  try {
    return (await file.stat()).isFile();
  } catch (error) {
    await file.close();
    throw error;
  }
}
