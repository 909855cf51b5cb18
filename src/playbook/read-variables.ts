import { GorunErrors } from '../errors/gorun-error.ts';
import type { Layer } from '../expression/types.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import type { Vault } from '../source/vault.ts';
import { PlaybookFiles } from './read/files.ts';
import { Parser } from './read/parser.ts';

const noModules: ModuleRegistry = { get: () => undefined, names: () => [] };

/**
 * Reads a file of variables while a run goes on; what is encrypted in it with the keys of the vault.
 * @throws GorunError, GorunErrors with everything that is wrong in it
 */
export async function readVariables(path: string, cwd: string, vault?: Vault): Promise<Layer> {
  const files = new PlaybookFiles(cwd, vault);
  const parser = new Parser(noModules, files, [], true);
  const root = await files.read(path);
  const layer = root === undefined ? {} : parser.layer(root, files.shown(path));
  const problems = parser.problems();
  if (problems.length > 0) throw new GorunErrors(problems);
  return layer;
}
