import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

/** Endings of files of variables; Ansible takes the same. */
const endings = ['', '.yml', '.yaml', '.json'];

/**
 * The files that hold the variables of one group or host below `folder`/group_vars or host_vars: NAME, NAME.yml, NAME.yaml,
 * NAME.json, and all such files of a folder NAME, by name. Later ones win.
 */
export function varsPaths(folder: string, kind: 'group_vars' | 'host_vars', name: string): string[] {
  // A host's name is data: it must not lead out of the folder.
  if (/[/\\]|^\.{1,2}$/.test(name)) return [];
  return endings
    .map((ending) => join(folder, kind, `${name}${ending}`))
    .filter((path) => existsSync(path))
    .flatMap((path) => (statSync(path).isDirectory() ? below(path) : [path]));
}

/** Whether there is a folder of that kind at all, so that thousands of hosts cost nothing where there is none. */
export function hasVars(folder: string, kind: 'group_vars' | 'host_vars'): boolean {
  return existsSync(join(folder, kind));
}

function below(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.name.startsWith('.') && !entry.name.endsWith('~'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return below(path);
      return endings.includes(extname(entry.name)) ? [path] : [];
    });
}
