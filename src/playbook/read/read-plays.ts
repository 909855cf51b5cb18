import { dirname } from 'node:path';
import { nodeInWords, type SourceNode } from '../../source/node.ts';
import { moduleName } from '../ansible/ansible-modules.ts';
import type { KeywordName } from '../keywords.ts';
import type { Play } from '../types.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { deepestChain } from './files.ts';
import { type Inherited, inherit, nothingInherited, type Where } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readPlay } from './read-play.ts';

const onImport: readonly KeywordName[] = ['name', 'vars', 'tags', 'when'];

/** Reads the plays of a playbook and of those that it imports; their ids count through. */
export function readPlays(root: SourceNode, where: Where, parser: Parser): Promise<readonly Play[]> {
  const counter = { plays: 0 };
  return list(root, nothingInherited(where), counter, parser);
}

async function list(
  root: SourceNode,
  above: Inherited,
  counter: { plays: number },
  parser: Parser,
): Promise<readonly Play[]> {
  if (root.kind !== 'list') {
    const said = `a playbook is a list of plays, not ${nodeInWords(root)}`;
    parser.reader.problem(
      root.place,
      'playbook/shape',
      said,
      'Write "- " before the first key of each play.',
    );
    return [];
  }
  const plays: Play[] = [];
  for (const node of root.items) {
    const imports = importEntry(node);
    if (imports !== undefined && node.kind === 'map') {
      plays.push(...(await imported(node, imports, above, counter, parser)));
      continue;
    }
    const play = await readPlay(node, counter.plays++, above, parser);
    if (play !== undefined) plays.push(play);
  }
  return plays;
}

function importEntry(node: SourceNode) {
  if (node.kind !== 'map') return undefined;
  return node.entries.find(({ key }) => moduleName(key) === 'import_playbook');
}

async function imported(
  node: SourceNode & { kind: 'map' },
  entry: NonNullable<ReturnType<typeof importEntry>>,
  above: Inherited,
  counter: { plays: number },
  parser: Parser,
): Promise<readonly Play[]> {
  const { reader, files } = parser;
  const entries = entriesOf(node, 'task', reader);
  refuseOthers({ ...entries, others: entries.others.filter(({ key }) => key !== entry.key) }, 'play', reader);
  for (const [name, { keyPlace }] of entries.keywords) {
    if (!onImport.includes(name))
      reader.problem(
        keyPlace,
        'playbook/unknown-keyword',
        `"${name}" has no meaning on import_playbook`,
        `It takes ${onImport.join(', ')}.`,
      );
  }
  const name = reader.text(entry.value, 'import_playbook');
  if (name === undefined) return [];
  const { place } = entry.value;
  if (name.includes('{{')) {
    reader.problem(
      place,
      'playbook/shape',
      'import_playbook is read before there is a host with variables: its name cannot be a template',
    );
    return [];
  }
  const path = files.find([above.where.folder], name);
  if (path === undefined) {
    reader.problem(
      place,
      'playbook/no-file',
      `there is no file "${name}"`,
      `Looked in ${files.shown(above.where.folder)}.`,
    );
    return [];
  }
  const { chain } = above.where;
  if (chain.includes(path) || chain.length >= deepestChain) {
    const way = [...chain.slice(-3), path].map((each) => files.shown(each)).join(' -> ');
    reader.problem(place, 'playbook/cyclic-include', `the playbooks import each other in a circle: ${way}`);
    return [];
  }
  const root = await files.tryRead(path, place, parser.report);
  if (root === undefined) return [];
  const where = { ...above.where, folder: dirname(path), chain: [...chain, path] };
  return list(root, { ...inherit(above, entries, parser), where }, counter, parser);
}
