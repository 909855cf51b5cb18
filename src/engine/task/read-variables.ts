import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { GorunError } from '../../errors/gorun-error.ts';
import type { Layer } from '../../expression/types.ts';
import type { Json, JsonObject } from '../../json.ts';
import { variableFolders } from '../../playbook/variable-folders.ts';
import { withVariables } from '../host/scopes.ts';
import { tell } from '../host/unknowns.ts';
import type { Attempt } from './attempt.ts';

const endings = ['.yml', '.yaml', '.json'];

/**
 * Reads a file of variables, or all of a folder in the order of their names, and renders them as the host sees them now:
 * what comes out is data. Names start at the role's `vars/`, then at the playbook's.
 *
 * @param read Reads one file.
 * @throws GorunError, GorunErrors for files that are not there or wrong, and for what cannot be rendered
 */
export async function readVariables(
  { batch, task, view }: Pick<Attempt, 'batch' | 'host' | 'task' | 'view'>,
  name: string,
  read = batch.run.options.readVariables,
): Promise<JsonObject> {
  const { folder } = batch.run.options;
  if (read === undefined) return {};
  const role = task.role?.path;
  const folders = variableFolders(folder, role);
  const path = folders.map((each) => resolve(each, name)).find((each) => existsSync(each));
  if (path === undefined) {
    throw new GorunError('playbook/no-file', {
      message: `there is no file "${name}"`,
      position: task.position,
      fix: `Looked in ${folders.join(', ')}.`,
    });
  }
  const layer: Layer = Object.fromEntries(
    (await Promise.all(filesOf(path).map(read))).flatMap((each) => Object.entries(each)),
  );
  const seen = withVariables(view, layer);
  const variables = Object.keys(layer).map((key): [string, Json] => {
    const told = tell(seen, (scope) => scope.get(key) ?? null);
    if (told.kind === 'known') return [key, told.value];
    if (told.kind === 'failed') throw told.cause;
    throw new Error(`${key} is known only after "${told.after}"`);
  });
  return Object.fromEntries(variables);
}

/** A file, or the YAML and JSON files of a folder and of those below it. */
function filesOf(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && !name.endsWith('~'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(path, entry.name);
      if (entry.isDirectory()) return filesOf(below);
      return endings.some((ending) => entry.name.endsWith(ending)) ? [below] : [];
    });
}
