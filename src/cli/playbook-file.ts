import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { closest, distance } from 'fastest-levenshtein';
import { GorunError } from '../errors/gorun-error.ts';

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

/** Finds a playbook: as given, else in `playbooks/`. Throws GorunError `source/unreadable` with what is near. */
export async function findPlaybook(name: string, cwd: string): Promise<string> {
  const candidates = [resolve(cwd, name), resolve(cwd, 'playbooks', name)];
  for (const path of candidates) if (await isFile(path)) return path;
  const names = await readdir(join(cwd, 'playbooks')).catch(() => []);
  const near = names.length > 0 ? closest(name, names) : undefined;
  const hint = near !== undefined && distance(name, near) <= 3 ? ` Did you mean ${near}?` : '';
  throw new GorunError('source/unreadable', {
    message: `There is no playbook ${name}, neither here nor in playbooks/.${hint}`,
    fix: 'Check the path.',
  });
}
