import { dirname, resolve } from 'node:path';
import { GorunErrors } from '../errors/gorun-error.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import type { SourceNode } from '../source/node.ts';
import { parseSource } from '../source/parse-yaml.ts';
import type { Vault } from '../source/vault.ts';
import { checkConditions } from './check/check-conditions.ts';
import { checkNames, type UsesBehind } from './check/check-names.ts';
import { defineNamesInFiles } from './read/define-names.ts';
import { PlaybookFiles } from './read/files.ts';
import { Parser } from './read/parser.ts';
import { readPlays } from './read/read-plays.ts';
import type { Play, Playbook } from './types.ts';

/** What a playbook is checked against. */
export interface PlaybookOptions {
  readonly modules: ModuleRegistry;
  /** Names that inventory and command line define; where missing, undefined names are found only when they are used. */
  readonly knownNames?: Iterable<string>;
  /** What variables of inventory and command line read, on the hosts of these plays. */
  readonly usesBehind?: (plays: readonly Play[]) => UsesBehind;
  /** Messages and events name files from here; the present folder where missing. */
  readonly cwd?: string;
  /** Folders with roles beside `roles/` of the playbook. */
  readonly rolesPath?: readonly string[];
  /** Opens what is encrypted. */
  readonly vault?: Vault;
}

/**
 * Reads a playbook with everything that it imports, and checks all that can be known before a host is contacted.
 * @throws GorunError where the file can't be read, GorunErrors with everything that is wrong in it, in the order of the file
 */
export async function loadPlaybook(path: string, options: PlaybookOptions): Promise<Playbook> {
  const files = new PlaybookFiles(options.cwd ?? process.cwd(), options.vault);
  const absolute = files.absolute(path);
  return read(await files.read(absolute), absolute, files, options);
}

/** As {@link loadPlaybook}, of a text that would stand at a path. */
export async function parsePlaybook(text: string, path: string, options: PlaybookOptions): Promise<Playbook> {
  const files = new PlaybookFiles(options.cwd ?? process.cwd(), options.vault);
  return read(
    await parseSource(text, path, options.vault),
    resolve(options.cwd ?? process.cwd(), path),
    files,
    options,
  );
}

async function read(
  root: SourceNode | undefined,
  path: string,
  files: PlaybookFiles,
  options: PlaybookOptions,
): Promise<Playbook> {
  const parser = new Parser(options.modules, files, options.rolesPath ?? []);
  const file = files.shown(path);
  if (root === undefined) {
    parser.reader.problem(
      { position: { file, line: 1, column: 1 }, sourceLine: '' },
      'playbook/shape',
      'the playbook is empty',
      'Begin with "- hosts: GROUP" and "tasks:".',
    );
  }
  const plays =
    root === undefined
      ? []
      : await readPlays(root, { folder: dirname(path), chain: [path], role: undefined }, parser);
  await defineNamesInFiles(parser);
  checkConditions(parser);
  if (options.knownNames !== undefined) checkNames(parser, options.knownNames, options.usesBehind?.(plays));
  const problems = parser.problems();
  if (problems.length > 0) throw new GorunErrors(problems);
  return { file, plays };
}
