// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/**
 * The system calls that the client makes. What fails throws an error with `code` and `errno`, as Node's do.
 * Those of `thisMachine` are the running kernel's; the in-memory machine of `/testing` answers them itself.
 */
export interface System {
  readText(path: string): string;
  readNames(directory: string): string[];
  readLink(path: string): string;
  exists(path: string): boolean;
  /** Tells a directory from one that has had its name before. */
  inode(path: string): bigint;
  /** Of a device's node; 0 of what is none. */
  deviceNumber(path: string): number;
  openSync(path: string, flags: number): SyncFile;
  open(path: string, flags: number): Promise<OpenFile>;
  /** Opens the node of a character device; undefined where the path leads to anything else, which is not opened. */
  openNode(path: string, deviceNumber: number, flags: number): Promise<OpenFile | undefined>;
  ioctlDescriptor(descriptor: number, request: number, argument: Uint8Array): Promise<void>;
  closeDescriptor(descriptor: number): void;
  /** Returns what ends the watch. */
  watch(directory: string, listener: DirectoryListener): () => void;
}

export interface DirectoryListener {
  /** Whether the watch keeps the program running. */
  readonly persistent: boolean;
  /** Told the name of each entry that comes or goes; undefined: any may have. */
  readonly onChange: (name: string | undefined) => void;
  /** Told once, where the watch cannot go on. */
  readonly onError: (cause: unknown) => void;
}

/** An open file whose calls block. */
export interface SyncFile {
  readonly isRegular: boolean;
  read(target: Uint8Array): number;
  /** Returns how many bytes were taken. */
  write(bytes: Uint8Array): number;
  close(): void;
}

/** An open file whose calls leave the event loop free. */
export interface OpenFile {
  readonly isRegular: boolean;
  read(target: Uint8Array, position: number | null): Promise<number>;
  write(bytes: Uint8Array, position: number | null): Promise<number>;
  ioctl(request: number, argument: Uint8Array): Promise<void>;
  map(offset: bigint, length: number): Promise<Mapping>;
  close(): Promise<void>;
}

/** A part of a file in memory. */
export interface Mapping {
  readonly memory: ArrayBuffer;
  /** After it, `memory` reads as zeros, and what is written to it goes nowhere. */
  unmap(): void;
}
