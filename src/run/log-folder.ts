import { access, constants, mkdir, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Logs of older runs go, so that the folder does not grow for ever. */
const mostLogs = 200;

const ofRun = /^(\d{8}-\d{6}-[0-9a-f]{4})\.(?:log|hosts\.json)$/;

/** Folders in which a log may be written, the first choice first: beside the work, else the user's state folder (XDG). */
export function logFolders(
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const state = env.XDG_STATE_HOME;
  return [
    join(cwd, '.gorun', 'logs'),
    join(state === undefined || state === '' ? join(homedir(), '.local', 'state') : state, 'gorun', 'logs'),
  ];
}

/** The first of the folders that can be written, made where missing; undefined where none can. */
export async function writableFolder(folders: readonly string[]): Promise<string | undefined> {
  for (const folder of folders) {
    try {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK);
      return folder;
    } catch {
      // The next one may do.
    }
  }
  return undefined;
}

/** Removes the oldest logs with what lies beside them; their names sort by time. */
export async function pruneLogs(folder: string): Promise<void> {
  const found = (await readdir(folder)).flatMap((name) => ofRun.exec(name)?.[1] ?? []);
  const runs = [...new Set(found)].sort();
  const old = runs.slice(0, Math.max(0, runs.length - mostLogs));
  const files = old.flatMap((run) => [`${run}.log`, `${run}.hosts.json`]);
  await Promise.all(files.map((name) => rm(join(folder, name), { force: true })));
}
