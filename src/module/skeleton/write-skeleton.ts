import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { GorunError } from '../../errors/gorun-error.ts';
import { scriptFiles } from './script-files.ts';
import { typescriptFiles } from './typescript-files.ts';

/**
 * Writes a module that works into `<directory>/<name>`: its cases pass. With `script` it is module.yml and a script,
 * otherwise TypeScript.
 *
 * @returns The paths of the files written. Throws `cli/usage` for a name that cannot be, or a folder that is there.
 */
export async function writeModuleSkeleton(
  directory: string,
  name: string,
  options: { readonly script?: boolean } = {},
): Promise<readonly string[]> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new GorunError('cli/usage', {
      message: `"${name}" cannot be the name of a module.`,
      fix: 'Use small letters, digits and _, a letter first.',
    });
  }
  const folder = join(directory, name);
  await mkdir(directory, { recursive: true });
  await mkdir(folder).catch((cause: unknown) => {
    throw new GorunError('cli/usage', {
      message: `${folder} cannot be made${isThere(cause) ? ': it is there already' : ''}.`,
      fix: 'Choose another name, or remove the folder.',
      cause,
    });
  });
  const files = options.script === true ? scriptFiles(name) : typescriptFiles(name);
  return Promise.all(
    files.map(async ({ path, text }) => {
      const file = join(folder, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, text, { flag: 'wx' });
      return file;
    }),
  );
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}
