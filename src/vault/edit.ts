import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** An editor, and who tells it to stop. */
export interface Editing {
  /** The program with its arguments; the file comes behind them. */
  readonly editor: readonly string[];
  /** Where the clear text lies while it is edited: of the user alone, in memory where the machine has such a place. */
  readonly folder?: string;
  /** Aborted: the editor is ended, the clear text removed. */
  readonly signal: AbortSignal;
}

/**
 * Lets a person edit a text in an editor; the file it stands in meanwhile is readable by its owner only and is removed in any case.
 *
 * @returns What they saved; undefined where they were interrupted.
 * @throws GorunError `vault/editor`
 */
export async function editedText(clear: string, name: string, editing: Editing): Promise<string | undefined> {
  const folder = await mkdtemp(join(editing.folder ?? tmpdir(), 'gorun-vault-'));
  const path = join(folder, basename(name));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Also where something ends this process without a word.
  process.once('exit', remove);
  try {
    await writeFile(path, clear, { mode: 0o600, flag: 'wx' });
    await runEditor([...editing.editor, path], editing.signal);
    return editing.signal.aborted ? undefined : await readFile(path, 'utf8');
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function runEditor([program = '', ...args]: readonly string[], signal: AbortSignal): Promise<void> {
  const child = spawn(program, args, { stdio: 'inherit' });
  const stop = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  try {
    const end = await ended(child, program);
    if (end !== undefined && !signal.aborted)
      throw new GorunError('vault/editor', { message: `The editor ${program} ended with ${end}.` });
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** How it failed, or undefined where it did not. */
function ended(child: ChildProcess, program: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    child.once('error', (cause) => {
      reject(new GorunError('vault/editor', { message: `The editor ${program} cannot be started.`, cause }));
    });
    child.once('exit', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  });
}
