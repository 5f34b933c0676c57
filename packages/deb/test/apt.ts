// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parse, stringify } from 'debian-control';
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** apt as on a machine that knows one repository and nothing else. */
export class Apt {
  readonly directory: string;

  /** The apt source is as the repository has it, but for where the repository and its key lie here. */
  constructor(directory: string, source: string, uri: string) {
    this.directory = directory;
    for (const name of ['sources', 'lists/partial', 'cache/archives/partial', 'work']) {
      mkdirSync(join(directory, name), { recursive: true });
    }
    writeFileSync(join(directory, 'status'), '');
    const fields = parse(readFileSync(source, 'utf8'));
    // The key is called as the repository, and so is the source of the suite stable.
    this.trust(readFileSync(source.replace(/\.sources$/, '.gpg')));
    writeFileSync(
      join(directory, 'sources/repository.sources'),
      `${stringify({ ...fields, URIs: uri, 'Signed-By': join(directory, 'keyring.gpg') })}\n`,
    );
  }

  /** Takes these keys for those of the repository. */
  trust(keyring: Buffer): void {
    writeFileSync(join(this.directory, 'keyring.gpg'), keyring);
  }

  /** What a program of apt's says; warnings of `update` are errors. */
  async run(program: string, ...words: string[]): Promise<string> {
    const at = (name: string): string => join(this.directory, name);
    const settings = {
      'Dir::Etc::sourcelist': '/dev/null',
      'Dir::Etc::sourceparts': at('sources'),
      'Dir::State': this.directory,
      'Dir::State::status': at('status'),
      'Dir::Cache': at('cache'),
      'APT::Sandbox::User': 'root',
      'APT::Update::Error-Mode': 'any',
    };
    const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
    const environment = { ...process.env, LC_ALL: 'C.UTF-8' };
    const { stdout } = await promisify(execFile)(program, [...options, ...words], {
      cwd: at('work'),
      env: environment,
    });
    return stdout;
  }
}
