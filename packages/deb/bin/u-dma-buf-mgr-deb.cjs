#!/usr/bin/env -S node --enable-source-maps
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// npm links the command when it installs the workspace, if the file is there: this one is, before there is a build.

const { existsSync } = require('node:fs');
const { join } = require('node:path');

const program = join(__dirname, '../dist/u-dma-buf-mgr-deb.js');
if (existsSync(program)) {
  require(program);
} else {
  process.stderr.write('u-dma-buf-mgr-deb: is not built yet: npm run build\n');
  process.exitCode = 1;
}
