import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { GorunError } from '../errors/gorun-error.ts';

/** Folders of a project in which files are looked for, however deep. */
const folders = ['playbooks', 'roles', 'tasks', 'handlers', 'inventories', 'group_vars', 'host_vars', 'vars'];
const passedOver = new Set(['node_modules', 'templates', 'files', 'modules', 'schemas', 'meta']);

/** The files to lint: those that are named, of folders all; of a project those where playbooks, roles and inventories stand. */
export function findFiles(paths: readonly string[], cwd: string): readonly string[] {
  const found =
    paths.length === 0 ? ofProject(cwd) : paths.flatMap((path) => named(resolve(cwd, path), path));
  return [...new Set(found)].map((path) => relative(cwd, path) || path);
}

function ofProject(cwd: string): string[] {
  const here = readdirSync(cwd)
    .filter(isYaml)
    .map((name) => join(cwd, name));
  return [...here, ...folders.flatMap((name) => below(join(cwd, name)))];
}

function named(path: string, written: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw new GorunError('source/unreadable', { message: `There is no file or folder ${written}.` });
  return stat.isDirectory() ? below(path) : [path];
}

function below(folder: string): string[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory())
        return passedOver.has(entry.name) || entry.name.startsWith('.') ? [] : below(path);
      return isYaml(entry.name) ? [path] : [];
    });
}

function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name) && !name.startsWith('.');
}
