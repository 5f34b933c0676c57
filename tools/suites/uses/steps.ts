// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The commands of a page of the documents, and what they print.
//
// A block of ```console has commands, each after `$ ` or `# `, and what each of them prints. A comment before the block
// says who runs it, if not the machine:
//
//   <!-- build -->          the machine that builds the page's programs
//   <!-- not run: why -->   nobody
//
// In a page `…` stands for any text, and a line of
// nothing else for any lines.

export interface Step {
  command: string;
  readonly output: string[];
}

export interface Block {
  /** machine, build, or: not run, and why. */
  readonly where: string;
  readonly steps: readonly Step[];
}

const BLOCK = /^(?:<!-- (build|not run: .+) -->\n\n?)?```console\n([^]*?)^```$/gm;

export function blocks(page: string): Block[] {
  return [...page.matchAll(BLOCK)].map(([, where = 'machine', body = '']) => ({ where, steps: steps(body) }));
}

function steps(body: string): Step[] {
  const found: Step[] = [];
  for (const line of body.split('\n').slice(0, -1)) {
    const last = found.at(-1);
    const [, prompt, rest = ''] = /^([$#>]) (.*)$/.exec(line) ?? [];
    if (prompt === '>' && last !== undefined) {
      last.command += `\n${rest}`;
    } else if (prompt === '$' || prompt === '#') {
      found.push({ command: rest, output: [] });
    } else if (last === undefined) {
      throw new Error(`a block begins without a command: ${line}`);
    } else {
      last.output.push(line);
    }
  }
  return found;
}

/** The extended regular expression for a line. Addresses differ from machine to machine. */
export function pattern(line: string): string {
  return line
    .replaceAll(/[\\^$.|?*+()[\]{}]/g, '\\$&')
    .replaceAll('…', '.*')
    .replaceAll(/0x[0-9a-f]{6,}/g, '0x[0-9a-f]+')
    .replaceAll(/ {2,}/g, ' +');
}
