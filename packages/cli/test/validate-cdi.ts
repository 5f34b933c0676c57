// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// validate-cdi DIRECTORY FILE: whether a specification is as the JSON Schema of the Container Device Interface, in that
// directory, has it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import Ajv from 'ajv';

const [directory = '', file = ''] = process.argv.slice(2);
const read = (path: string): object => JSON.parse(readFileSync(path, 'utf8')) as object;

// Its description of env has a keyword that is none.
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(read(join(directory, 'defs.json')), 'defs.json');
if (!ajv.validate(read(join(directory, 'schema.json')), read(file))) {
  process.stderr.write(`${ajv.errorsText()}\n`);
  process.exitCode = 1;
}
