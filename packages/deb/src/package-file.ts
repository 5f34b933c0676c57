// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parse } from 'debian-control';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ToolError } from './error.ts';
import { run } from './run.ts';

/** A binary package, or a source package, as its own control file describes it. */
export interface PackageFile {
  /** The .deb file; or the .dsc file and those that it names. */
  readonly paths: readonly string[];
  /** The name of the source package. */
  readonly source: string;
}

export async function inspectPackage(path: string): Promise<PackageFile> {
  return path.endsWith('.dsc') ? inspectSource(path) : inspectBinary(path);
}

async function inspectBinary(path: string): Promise<PackageFile> {
  const { Package: name, Source: source = name } = parse(await run('dpkg-deb', ['--field', path]));
  if (typeof source !== 'string') {
    throw new ToolError(`${path}: Package: is missing in its control file`);
  }
  // The field may have a version in parentheses.
  return { paths: [path], source: source.replace(/ .*/, '') };
}

async function inspectSource(path: string): Promise<PackageFile> {
  const { Source: source, Files: files } = parse(withoutSignature(await readFile(path, 'utf8')));
  if (typeof source !== 'string' || !Array.isArray(files)) {
    throw new ToolError(`${path}: Source or Files: is missing`);
  }
  const names = files.flatMap((line) => line.split(' ')[2] ?? []);
  return { paths: [path, ...names.map((name) => join(dirname(path), name))], source };
}

/** The text of a file as gpg signs it (RFC 4880, section 7), where it is signed. */
function withoutSignature(text: string): string {
  return text
    .replace(/^-----BEGIN PGP SIGNED MESSAGE-----\n(?:.+\n)*\n/, '')
    .replace(/\n-----BEGIN PGP SIGNATURE-----\n.*/s, '\n');
}
