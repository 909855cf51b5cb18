import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { GorunError } from '../../errors/gorun-error.ts';

/** A folder that holds a module. */
export interface ModuleFolder {
  readonly name: string;
  readonly folder: string;
  /** The file that declares it. */
  readonly declaration: string;
}

const declarations = ['module.ts', 'module.js', 'module.yml', 'module.yaml'];

/**
 * The modules of a directory: its subfolders that hold a declaration. A directory that does not exist has none.
 * Throws `module/definition` where one folder has two declarations, or a name that a playbook could not write.
 */
export async function findModuleFolders(directory: string): Promise<readonly ModuleFolder[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw new GorunError('module/definition', { message: `${directory} cannot be read.`, cause: error });
  });
  const folders = entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink());
  const found = await Promise.all(
    folders.map((entry) => moduleFolder(join(directory, entry.name), entry.name)),
  );
  return found.filter((one) => one !== undefined).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

async function moduleFolder(folder: string, name: string): Promise<ModuleFolder | undefined> {
  const files = await readdir(folder).catch((): string[] => []);
  const [first, second] = declarations.filter((file) => files.includes(file));
  if (first === undefined) return undefined;
  const declaration = join(folder, first);
  const position = { file: declaration, line: 1, column: 1 };
  if (second !== undefined) {
    const message = `Module ${name} is declared twice: in ${first} and in ${second}.`;
    throw new GorunError('module/definition', { message, position, fix: 'Remove one of the two files.' });
  }
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    const message = `"${name}" cannot be the name of a module.`;
    const fix = 'Name the folder with small letters, digits and _, a letter first.';
    throw new GorunError('module/definition', { message, position, fix });
  }
  return { name, folder, declaration };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}
