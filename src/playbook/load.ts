import { type GorunError, GorunErrors } from '../errors/gorun-error.ts';
import type { ModuleRegistry } from '../module/contract.ts';
import { nodeInWords, type SourceNode } from '../source/node.ts';
import { parseYaml } from '../source/parse-yaml.ts';
import { readText } from '../source/read-text.ts';
import { checkNames } from './check-names.ts';
import { Parser } from './parser.ts';
import { readPlay } from './read-play.ts';
import type { Play, Playbook } from './types.ts';

/** What a playbook is checked against. */
export interface PlaybookOptions {
  readonly modules: ModuleRegistry;
  /** Names that inventory and command line define; where missing, undefined names are found only when they are used. */
  readonly knownNames?: Iterable<string>;
}

/**
 * Reads a playbook and checks all that can be known before a host is contacted.
 * @throws GorunError where the file can't be read, GorunErrors with everything that is wrong in it, in the order of the file
 */
export async function loadPlaybook(path: string, options: PlaybookOptions): Promise<Playbook> {
  return parsePlaybook(await readText(path), path, options);
}

/** As {@link loadPlaybook}, of a text. */
export function parsePlaybook(text: string, path: string, options: PlaybookOptions): Playbook {
  const parser = new Parser(options.modules);
  const root = parseYaml(text, path);
  const plays = readPlays(root, parser);
  if (options.knownNames !== undefined) checkNames(parser, options.knownNames);
  const { problems } = parser.reader;
  if (root === undefined) {
    parser.reader.problem(
      { position: { file: path, line: 1, column: 1 }, sourceLine: '' },
      'playbook/shape',
      'the playbook is empty',
      'Begin with "- hosts: GROUP" and "tasks:".',
    );
  }
  if (problems.length > 0) throw new GorunErrors([...problems].sort(byPlace));
  return { file: path, plays };
}

function readPlays(root: SourceNode | undefined, parser: Parser): Play[] {
  if (root === undefined) return [];
  if (root.kind !== 'list') {
    parser.reader.problem(
      root.place,
      'playbook/shape',
      `a playbook is a list of plays, not ${nodeInWords(root)}`,
      'Write "- " before the first key of each play.',
    );
    return [];
  }
  return root.items.flatMap((node, index) => readPlay(node, index, parser) ?? []);
}

function byPlace(a: GorunError, b: GorunError): number {
  const [from, to] = [a.position, b.position];
  return (from?.line ?? 0) - (to?.line ?? 0) || (from?.column ?? 0) - (to?.column ?? 0);
}
