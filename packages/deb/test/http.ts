// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Server {
  readonly uri: string;
  /** The paths that were asked for. */
  requested(): readonly string[];
  close(): Promise<void>;
}

/** Serves the files of a directory, and nothing about them. */
export async function serve(directory: string): Promise<Server> {
  const requested: string[] = [];
  const server = createServer((request, response) => {
    const path = decodeURI(request.url ?? '/');
    requested.push(path);
    readFile(join(directory, path)).then(
      (content) => response.end(content),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    uri: `http://127.0.0.1:${port}`,
    requested: () => requested,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
