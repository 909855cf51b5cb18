import { access, constants, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** A file that is written once, whole or not at all. */
export interface WholeFile {
  write(text: string): Promise<void>;
}

/** Makes its folder and checks that it can be written: before a run, not after it. Throws GorunError `run/unwritable`. */
export async function wholeFile(name: string, cwd: string): Promise<WholeFile> {
  const path = resolve(cwd, name);
  const part = `${path}.new`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await access(dirname(path), constants.W_OK);
    await writeFile(part, '');
    await rm(part);
  } catch (cause) {
    throw new GorunError('run/unwritable', { message: `${name} cannot be written: ${reason(cause)}`, cause });
  }
  return {
    async write(text) {
      await writeFile(part, text);
      await rename(part, path);
    },
  };
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
