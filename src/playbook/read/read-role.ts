import { basename, dirname, join } from 'node:path';
import { didYouMean } from '../../errors/suggest.ts';
import type { Layer } from '../../expression/types.ts';
import type { Place } from '../../source/file.ts';
import { nodeInWords, type SourceNode, toJson } from '../../source/node.ts';
import type { Block, Handler, Included, Node, Role } from '../types.ts';
import { entriesOf } from './entries.ts';
import { deepestChain } from './files.ts';
import { isHandler } from './handler.ts';
import { type Inherited, inherit } from './inherited.ts';
import type { Parser } from './parser.ts';
import { readNodes } from './read-block.ts';
import { mainFiles, type RoleUse } from './role-use.ts';

/** Reads a list of roles: a play's `roles`, or a role's dependencies. Each runs once on a host, unless it is given other things. */
export async function readRoles(
  list: SourceNode | undefined,
  key: string,
  id: string,
  above: Inherited,
  parser: Parser,
): Promise<Included> {
  const nodes: Node[] = [];
  const handlers: Handler[] = [];
  if (list === undefined) return { nodes, handlers };
  for (const [index, node] of (parser.reader.list(list, key)?.items ?? []).entries()) {
    const found = entryOf(node, above, parser);
    if (found === undefined) continue;
    const { name, use, handed } = found;
    const brought = await readRole(name, use, use.node.place, `${id}.${key}.${index}`, handed, parser);
    nodes.push(...brought.nodes);
    handlers.push(...brought.handlers);
  }
  return { nodes, handlers };
}

function entryOf(
  node: SourceNode,
  above: Inherited,
  parser: Parser,
): { readonly name: string; readonly use: RoleUse; readonly handed: Inherited } | undefined {
  const { reader } = parser;
  const common = { ...mainFiles, isPublic: true };
  if (node.kind === 'scalar' && typeof node.value === 'string')
    return { name: node.value, use: { ...common, node, once: '' }, handed: above };
  if (node.kind !== 'map') {
    reader.shape(node, 'roles', 'names of roles, or mappings with "role"');
    return undefined;
  }
  const entries = entriesOf(node, 'role', reader);
  const named = entries.others.find(({ key }) => key === 'role') ?? entries.keywords.get('name');
  const name = named && reader.text(named.value, 'role');
  if (named === undefined || name === undefined) {
    reader.problem(node.place, 'playbook/shape', 'the entry names no role', 'Write "- role: NAME".');
    return undefined;
  }
  const params: Layer = Object.fromEntries(
    entries.others
      .filter(({ key }) => key !== 'role')
      .map(({ key, value }) => {
        parser.define(key);
        return [key, parser.variable(value)];
      }),
  );
  const said = node.entries
    .filter(({ value }) => value !== named.value)
    .map(({ key, value }) => [key, toJson(value)]);
  const once = said.length === 0 ? '' : JSON.stringify(said);
  const use = { ...common, node: named.value, params, once };
  const { vars, ...rest } = inherit({ ...above, vars: {} }, entries, parser);
  return { name, use: { ...use, vars }, handed: { ...rest, vars: above.vars } };
}

/** Reads a role: its dependencies, its variables, its handlers, its tasks. */
export async function readRole(
  name: string,
  use: RoleUse,
  place: Place,
  id: string,
  above: Inherited,
  parser: Parser,
): Promise<Included> {
  const { files } = parser;
  const none: Included = { nodes: [], handlers: [] };
  const path = findRole(name, place, above, parser);
  if (path === undefined) return none;
  const { chain } = above.where;
  if (chain.length >= deepestChain || chain.filter((each) => each === path).length > 1) {
    const said = `the role "${name}" leads back to itself: ${chain
      .slice(-4)
      .map((each) => files.shown(each))
      .join(' -> ')}`;
    parser.reader.problem(place, 'playbook/cyclic-include', said);
    return none;
  }
  const parent = above.where.role;
  const defaults = await layerOf(path, 'defaults', use.defaultsFrom, place, parser);
  const vars = await layerOf(path, 'vars', use.varsFrom, place, parser);
  // As in Ansible: a role sees what the roles have through which it was reached; what is its own wins.
  const bare: Role = {
    name: basename(name),
    path,
    defaults: merged([parent?.defaults ?? {}, defaults]),
    vars: merged([use.vars, parent?.vars ?? {}, vars]),
    params: { ...parent?.params, ...use.params },
  };
  const within = { ...above, where: { folder: path, chain: [...chain, path], role: bare } };
  const before = parser.roles.length;
  const depends = await dependencies(path, place, id, within, parser);
  const below = parser.roles.slice(before);
  const shared: Role = {
    ...bare,
    defaults: merged([...below.map((each) => each.defaults), bare.defaults]),
    vars: merged([parent?.vars ?? {}, ...below.map((each) => each.vars), vars]),
  };
  // Ansible gives the vars of a use to the whole play; here they are that use's alone.
  const role: Role = { ...shared, vars: merged([use.vars, shared.vars]) };
  if (use.isPublic) parser.roles.push(shared);
  else parser.roles.length = before;
  const own = { ...within, where: { ...within.where, role } };
  const key = use.once === undefined ? undefined : `${path} ${use.once}`;
  const isAgain = key !== undefined && parser.rolesSeen.has(key);
  if (key !== undefined) parser.rolesSeen.add(key);
  const handlers = isAgain
    ? []
    : (await nodesOf(path, 'handlers', use.handlersFrom, place, id, own, parser)).filter(isHandler);
  const nodes = await nodesOf(path, 'tasks', use.tasksFrom, place, id, own, parser);
  const isOnce = key !== undefined && !(await allowsDuplicates(path, place, parser));
  return {
    nodes: [...depends.nodes, ...(isOnce ? [onceOnly(key, name, id, place, nodes)] : nodes)],
    handlers: [...depends.handlers, ...handlers],
  };
}

/** Whether a host has been through the role is asked when it comes there: a condition or a tag may have kept it out before. */
function onceOnly(once: string, name: string, id: string, place: Place, tasks: readonly Node[]): Block {
  const { position } = place;
  return { kind: 'block', position, id, name, tasks, rescue: [], always: [], resolved: false, once };
}

function findRole(name: string, place: Place, { where }: Inherited, parser: Parser): string | undefined {
  const { files, rolesPath, reader } = parser;
  const playbook = where.chain[0];
  const beside = playbook === undefined ? [] : [dirname(playbook)];
  const folders = [
    ...(where.role === undefined ? [] : [dirname(where.role.path)]),
    ...beside.map((folder) => join(folder, 'roles')),
    ...rolesPath,
    ...beside,
  ];
  const paths = name.startsWith('/') ? [name] : folders.map((folder) => join(folder, name));
  const path = name === '' ? undefined : paths.find((each) => files.isFolder(each));
  if (path === undefined) {
    const looked = [...new Set(folders)].map((folder) => files.shown(folder)).join(', ');
    const near = didYouMean(
      name,
      folders.slice(0, -1).flatMap((folder) => files.foldersIn(folder)),
    );
    reader.problem(
      place,
      'playbook/no-file',
      `there is no role "${name}".${near}`,
      `Looked in ${looked}; add folders with --roles-path.`,
    );
  }
  return path;
}

async function metaOf(path: string, place: Place, parser: Parser): Promise<SourceNode | undefined> {
  const file = parser.files.findMain(join(path, 'meta'));
  return file === undefined ? undefined : parser.files.tryRead(file, place, parser.report);
}

async function allowsDuplicates(path: string, place: Place, parser: Parser): Promise<boolean> {
  const meta = await metaOf(path, place, parser);
  if (meta?.kind !== 'map') return false;
  const entry = meta.entries.find(({ key }) => key === 'allow_duplicates');
  return entry !== undefined && toJson(entry.value) === true;
}

async function dependencies(
  path: string,
  place: Place,
  id: string,
  above: Inherited,
  parser: Parser,
): Promise<Included> {
  const meta = await metaOf(path, place, parser);
  if (meta === undefined) return { nodes: [], handlers: [] };
  if (meta.kind !== 'map') {
    parser.reader.problem(
      meta.place,
      'playbook/shape',
      `meta of a role is a mapping, not ${nodeInWords(meta)}`,
    );
    return { nodes: [], handlers: [] };
  }
  const entry = meta.entries.find(({ key }) => key === 'dependencies');
  return readRoles(entry?.value, 'dependencies', id, above, parser);
}

/** The variables of a file, or of all files of a folder of that name. */
async function layerOf(
  path: string,
  kind: 'defaults' | 'vars',
  from: string,
  place: Place,
  parser: Parser,
): Promise<Layer> {
  const found = fileOf(path, kind, from, place, parser);
  const paths = found === undefined ? parser.files.below(join(path, kind, from)) : [found];
  const layers: Layer[] = [];
  for (const file of paths) {
    const root = await parser.files.tryRead(file, place, parser.report);
    if (root !== undefined) layers.push(parser.layer(root, `${basename(path)}/${kind}`));
  }
  return merged(layers);
}

async function nodesOf(
  path: string,
  kind: 'tasks' | 'handlers',
  from: string,
  place: Place,
  id: string,
  above: Inherited,
  parser: Parser,
): Promise<readonly Node[]> {
  const file = fileOf(path, kind, from, place, parser);
  if (file === undefined) return [];
  const root = await parser.files.tryRead(file, place, parser.report);
  if (root === undefined) return [];
  const where = { ...above.where, folder: dirname(file), chain: [...above.where.chain, file] };
  const home = kind === 'handlers' ? 'handler' : 'task';
  return readNodes(root, kind, id, { ...above, where }, home, parser);
}

/** `main`, or the file that was asked for by name: that one must be there. */
function fileOf(path: string, kind: string, from: string, place: Place, parser: Parser): string | undefined {
  const { files, reader } = parser;
  const file = files.findMain(join(path, kind), from);
  if (file === undefined && from !== 'main' && !files.isFolder(join(path, kind, from)))
    reader.problem(place, 'playbook/no-file', `the role has no ${kind}/${from}.yml`);
  return file;
}

function merged(layers: readonly Layer[]): Layer {
  return Object.fromEntries(layers.flatMap((layer) => Object.entries(layer)));
}
