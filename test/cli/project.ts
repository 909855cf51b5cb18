import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Asker } from '../../src/cli/ask.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';
import { fakeOutput } from '../report/fake-output.ts';

/** How a command line ended and what was seen. */
export interface Typed {
  readonly exit: string;
  readonly out: string;
  readonly err: string;
}

/** A folder with files, in which command lines can be typed; it goes with the test. */
export interface Project {
  readonly cwd: string;
  type(...argv: string[]): Promise<Typed>;
  /** With somebody at the keyboard who gives these answers. */
  answering(answers: readonly string[], ...argv: string[]): Promise<Typed>;
  /** With these environment variables. */
  with(env: Readonly<Record<string, string>>, ...argv: string[]): Promise<Typed>;
}

/** Makes a {@link Project}. */
export async function project(files: Readonly<Record<string, string>> = {}, columns = 160): Promise<Project> {
  const cwd = await mkdtemp(join(tmpdir(), 'gorun-cli-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true });
    // What begins like a script is one.
    await writeFile(join(cwd, path), text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }
  async function type(
    argv: readonly string[],
    more: { env?: Readonly<Record<string, string>>; asker?: Asker } = {},
  ): Promise<Typed> {
    const [out, err] = [fakeOutput(columns), fakeOutput(columns)];
    const exit = await runCommandLine({ out, err, isTTY: false, cwd, env: {}, argv, ...more });
    return { exit, out: out.text(), err: err.text() };
  }
  return {
    cwd,
    type: (...argv) => type(argv),
    with: (env, ...argv) => type(argv, { env }),
    answering: (answers, ...argv) => {
      const left = [...answers];
      return type(argv, { asker: { canAsk: true, ask: async () => left.shift() ?? '' } });
    },
  };
}

/** Two hosts that need no connection as long as only controller modules run. */
export const twoHosts = 'all: { hosts: { a1: { colour: red }, a2: { colour: blue } } }\n';
