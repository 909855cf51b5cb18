import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModuleRegistry } from '../module/contract.ts';
import { loadModules } from '../module/load/load-modules.ts';

/** The folder of the modules that ship: `modules` of the clone, `dist/modules` of the package. */
function shippedModules(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'modules', 'ping'))) {
    const up = dirname(folder);
    if (up === folder) throw new Error('the modules of gorun are not beside this program');
    folder = up;
  }
  return join(folder, 'modules');
}

function isInside(folder: string, parent: string): boolean {
  const way = relative(parent, folder);
  return !way.startsWith('..') && !isAbsolute(way);
}

/**
 * The modules of a run: those that ship, those of `modules/` beside the playbook and, where the playbook lies below the
 * present folder, of `modules/` there, and those of `--module-path`. A module that cannot be loaded is an error for who uses it. Throws GorunErrors `module/definition`.
 */
export async function registryFor(
  folder: string,
  cwd: string,
  modulePath: readonly string[],
): Promise<ModuleRegistry> {
  const beside = [join(folder, 'modules'), ...(isInside(folder, cwd) ? [join(cwd, 'modules')] : [])];
  return loadModules({
    builtin: shippedModules(),
    paths: [...beside, ...modulePath.map((path) => resolve(cwd, path))],
    passBroken: true,
  });
}
