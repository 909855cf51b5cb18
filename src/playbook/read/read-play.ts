import { didYouMean } from '../../errors/suggest.ts';
import type { Layer } from '../../expression/types.ts';
import { nodeInWords, type SourceNode } from '../../source/node.ts';
import type { KeywordName } from '../keywords.ts';
import type { Order, Play } from '../types.ts';
import { entriesOf, refuseOthers } from './entries.ts';
import { isHandler } from './handler.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readNodes } from './read-block.ts';
import { readPrompts } from './read-prompts.ts';
import { readRoles } from './read-role.ts';
import { readSerial } from './read-serial.ts';

/** In which order a play can take its hosts. */
export const orders: readonly Order[] = [
  'inventory',
  'reverse_inventory',
  'sorted',
  'reverse_sorted',
  'shuffle',
];

/** How hosts of a batch go through the tasks. */
export const strategies: readonly Play['strategy'][] = ['linear', 'free'];

/** Reads one play; undefined where it is too wrong to go on with. */
export async function readPlay(
  node: SourceNode,
  index: number,
  above: Inherited,
  parser: Parser,
): Promise<Play | undefined> {
  const { reader } = parser;
  if (node.kind !== 'map') {
    reader.problem(
      node.place,
      'playbook/shape',
      `a play is a mapping, not ${nodeInWords(node)}`,
      'Write "- hosts: …".',
    );
    return undefined;
  }
  const entries = entriesOf(node, 'play', reader);
  refuseOthers(entries, 'play', reader);
  const value = (name: KeywordName) => entries.keywords.get(name)?.value;
  const flag = (name: KeywordName) => {
    const given = value(name);
    return given !== undefined && reader.boolean(given, name);
  };
  const hostsNode = value('hosts');
  if (hostsNode === undefined) {
    reader.problem(node.place, 'playbook/shape', 'the play does not say its hosts', 'Add "hosts: GROUP".');
  }
  const hosts = hostsNode === undefined ? '' : readHosts(hostsNode, parser);
  refuseGathering(value('gather_facts'), parser);
  parser.beginPlay();
  const { vars, ...rest } = inherit({ ...above, vars: {} }, entries, parser);
  // Its variables are a layer of their own; what an import gave is nearer to the tasks.
  const strategy = oneOf(value('strategy'), 'strategy', strategies, parser) ?? 'linear';
  const own: Inherited = { ...rest, vars: above.vars, strategy };
  const [name, serial, share, order, files, prompts] = (
    ['name', 'serial', 'max_fail_percentage', 'order', 'vars_files', 'vars_prompt'] as const
  ).map(value);
  const varsFiles = files === undefined ? [] : await readVarsFiles(files, own, parser);
  const section = (key: 'pre_tasks' | 'tasks' | 'post_tasks') =>
    readNodes(value(key), key, String(index), own, 'task', parser);
  const preTasks = await section('pre_tasks');
  const roles = await readRoles(value('roles'), 'roles', String(index), own, parser);
  const tasks = await section('tasks');
  const postTasks = await section('post_tasks');
  const ownHandlers = (
    await readNodes(value('handlers'), 'handlers', String(index), own, 'handler', parser)
  ).filter(isHandler);
  const play: Play = {
    position: node.place.position,
    name: (name && reader.text(name, 'name')) ?? hosts,
    hosts,
    ...(hostsNode === undefined ? {} : { hostsPlace: hostsNode.place }),
    vars,
    varsFiles,
    prompts: prompts === undefined ? [] : readPrompts(prompts, parser),
    serial: serial === undefined ? [] : readSerial(serial, reader),
    maxFailPercentage: share && percentage(share, parser),
    anyErrorsFatal: own.anyErrorsFatal,
    strategy,
    order: oneOf(order, 'order', orders, parser) ?? 'inventory',
    forceHandlers: flag('force_handlers'),
    roles: [...parser.roles],
    tags: own.tags,
    preTasks,
    tasks: [...roles.nodes, ...tasks],
    postTasks,
    handlers: [...roles.handlers, ...parser.handlers, ...ownHandlers],
  };
  checkNotified(play, parser);
  return play;
}

function refuseGathering(node: SourceNode | undefined, { reader }: Parser): void {
  if (node === undefined) return;
  if (!reader.boolean(node, 'gather_facts')) return;
  const fix = 'Remove it, and use go_version_fact where facts are needed; it returns `go`.';
  reader.problem(node.place, 'playbook/unsupported', 'gorun gathers nothing by itself', fix);
}

function oneOf<T extends string>(
  node: SourceNode | undefined,
  key: string,
  values: readonly T[],
  { reader }: Parser,
): T | undefined {
  if (node === undefined) return undefined;
  const text = reader.text(node, key);
  const found = values.find((each) => each === text);
  if (text !== undefined && found === undefined) {
    const near = didYouMean(text, values);
    reader.problem(
      node.place,
      'playbook/shape',
      `${key} cannot be "${text}".${near}`,
      `It is one of ${values.join(', ')}.`,
    );
  }
  return found;
}

/** Each entry is a file, or a list of files of which the first that exists is taken. */
async function readVarsFiles(
  node: SourceNode,
  { where }: Inherited,
  parser: Parser,
): Promise<readonly Layer[]> {
  const { reader, files } = parser;
  const layers: Layer[] = [];
  for (const each of node.kind === 'list' ? node.items : [node]) {
    const names = (each.kind === 'list' ? each.items : [each]).map(
      (one) => reader.text(one, 'vars_files') ?? '',
    );
    if (names.some((name) => name.includes('{{'))) {
      const fix = 'Use include_vars in a task, or -e @FILE.';
      reader.problem(
        each.place,
        'playbook/shape',
        'vars_files are read before there is a host with variables: their names cannot be templates',
        fix,
      );
      continue;
    }
    const path = names.map((name) => files.find([where.folder], name)).find((found) => found !== undefined);
    if (path === undefined) {
      reader.problem(
        each.place,
        'playbook/no-file',
        `there is no file "${names.join('" or "')}"`,
        `Looked in ${files.shown(where.folder)}.`,
      );
      continue;
    }
    const root = await files.tryRead(path, each.place, parser.report);
    if (root !== undefined) layers.push(parser.layer(root, 'vars_files'));
  }
  return layers;
}

function percentage(node: SourceNode, parser: Parser): number | undefined {
  const text = node.kind === 'scalar' ? String(node.value).trim().replace(/%$/, '') : '';
  const share = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (share >= 0 && share <= 100) return share;
  parser.reader.shape(node, 'max_fail_percentage', 'a number from 0 to 100');
  return undefined;
}

/** A pattern, or a list of patterns. */
function readHosts(node: SourceNode, parser: Parser): string {
  const nodes = node.kind === 'list' ? node.items : [node];
  return nodes
    .map((each) => {
      const pattern = parser.reader.text(each, 'hosts') ?? '';
      if (!pattern.includes('{{')) return pattern;
      const message = 'hosts cannot be a template: it is read before there is a host with variables';
      parser.reader.problem(
        each.place,
        'playbook/shape',
        message,
        'Write a group, and narrow it with --limit.',
      );
      return '';
    })
    .filter((pattern) => pattern !== '')
    .join(',');
}

function checkNotified(play: Play, parser: Parser): void {
  if (parser.hasUnknownHandlers) return;
  const known = new Set(
    [...play.handlers, ...parser.lateHandlers].flatMap((handler) => {
      const name = parser.literalName(handler);
      return [name, ...handler.listen, ...(handler.role && name ? [`${handler.role.name} : ${name}`] : [])];
    }),
  );
  for (const { name, place } of parser.notified) {
    if (known.has(name)) continue;
    const names = [...known].filter((each): each is string => each !== undefined);
    parser.reader.problem(
      place,
      'playbook/unknown-handler',
      `notify names "${name}", and the play has no such handler.${didYouMean(name, names)}`,
      names.length === 0 ? 'Add it below "handlers:".' : `Handlers here: ${names.join(', ')}.`,
    );
  }
}
