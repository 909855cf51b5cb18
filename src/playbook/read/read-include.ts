import type { Renderable } from '../../expression/types.ts';
import type { Place } from '../../source/file.ts';
import type { MapEntry, MapNode, SourceNode } from '../../source/node.ts';
import { moduleName } from '../ansible/ansible-modules.ts';
import type { KeywordName } from '../keywords.ts';
import type { Include, Included, Node } from '../types.ts';
import { type Entries, entriesOf, refuseOthers } from './entries.ts';
import { type Inherited, inherit } from './inherited.ts';
import { loadLater } from './load-later.ts';
import type { Parser } from './parser.ts';
import { readLoop } from './read-loop.ts';
import { readRole } from './read-role.ts';
import { isAbove, readTasksFile } from './read-tasks-file.ts';
import { type RoleUse, roleUse } from './role-use.ts';

/** Reads what an include names. */
type Bring = (name: string, place: Place, handed: Inherited, parser: Parser) => Promise<Included>;

const forms = ['include_tasks', 'import_tasks', 'include_role', 'import_role'] as const;
type Form = (typeof forms)[number];

/** What an include takes beside its file or role; the rest of a task's keywords has no meaning on it. */
const onInclude: readonly KeywordName[] = [
  'name',
  'when',
  'vars',
  'tags',
  'loop',
  'loop_control',
  'ignore_errors',
  'run_once',
  'no_log',
];
const ownOfTasks: readonly KeywordName[] = [
  'register',
  'loop',
  'loop_control',
  'until',
  'retries',
  'delay',
  'failed_when',
  'changed_when',
];

interface IncludeEntry extends MapEntry {
  readonly form: Form;
  /** The whole task. */
  readonly task: MapNode;
}

/** The key that makes a task one that brings in others. */
export function includeEntry(node: SourceNode): IncludeEntry | undefined {
  if (node.kind !== 'map') return undefined;
  for (const entry of node.entries) {
    const form = forms.find((each) => each === moduleName(entry.key));
    if (form !== undefined) return { ...entry, form, task: node };
  }
  return undefined;
}

/** Reads `import_tasks` and `import_role` (their tasks come in here) and `include_tasks` and `include_role` (taken in by the run). */
export async function readInclude(
  entry: IncludeEntry,
  id: string,
  above: Inherited,
  home: 'task' | 'handler',
  parser: Parser,
): Promise<readonly Node[]> {
  const { form, task: node } = entry;
  const entries = entriesOf(node, home, parser.reader);
  const others = entries.others.filter(({ key }) => key !== entry.key);
  refuseOthers({ ...entries, others }, home, parser.reader);
  const isImport = form.startsWith('import');
  refuseMeaningless(entries, form, isImport, home, parser);
  const what = form.endsWith('tasks') ? 'tasks' : 'role';
  const target = what === 'tasks' ? fileOf(entry, parser) : roleUse(entry, parser);
  if (target === undefined) return [];
  const bring: Bring = (name, place, handed, parser) =>
    isRoleUse(target)
      ? readRole(name, target, place, id, handed, parser)
      : readTasksFile(name, place, id, handed, home, parser);
  const literal = literalOf(target.node);
  if (isImport) {
    if (literal === undefined) {
      const said = `${form} is read before there is a host with variables: its name cannot be a template`;
      parser.reader.problem(target.node.place, 'playbook/shape', said, `Write include_${what}.`);
      return [];
    }
    const brought = await bring(literal, target.node.place, inherit(above, entries, parser), parser);
    parser.handlers.push(...brought.handlers);
    return brought.nodes;
  }
  return [await include(node, entries, target, literal, id, above, what, bring, parser)];
}

async function include(
  node: MapNode,
  entries: Entries,
  target: { readonly node: SourceNode; readonly apply: MapNode | undefined },
  literal: string | undefined,
  id: string,
  above: Inherited,
  what: Include['what'],
  bring: Bring,
  parser: Parser,
): Promise<Include> {
  const own = inherit(above, entries, parser);
  const value = (name: KeywordName) => entries.keywords.get(name)?.value;
  const loop = readLoop(value('loop'), value('loop_control'), parser);
  // As in Ansible: what stands on the include is about the include; `apply` and its vars are for the tasks inside.
  const base: Inherited = { ...above, vars: own.vars, noLog: own.noLog };
  const applied = target.apply && entriesOf(target.apply, 'block', parser.reader);
  if (applied !== undefined) refuseOthers(applied, 'block', parser.reader);
  const handed = applied === undefined ? base : inherit(base, applied, parser);
  const { place } = target.node;
  // A file that includes itself under a condition is read again when the run comes there.
  const circles = literal !== undefined && what === 'tasks' && isAbove(literal, above.where, parser);
  if (literal === undefined) parser.openEnded = parser.hasUnknownHandlers = true;
  const known = literal === undefined || circles ? undefined : await bring(literal, place, handed, parser);
  if (known !== undefined) parser.lateHandlers.push(...known.handlers);
  const named = value('name');
  const listen = value('listen');
  const template: Renderable = parser.template(target.node);
  return {
    kind: 'include',
    what,
    position: node.place.position,
    id,
    name:
      named === undefined
        ? parser.constant(literal ?? `include_${what}`, node.place)
        : parser.template(named),
    when: own.when,
    vars: own.vars,
    tags: own.tags,
    role: above.where.role,
    target: template,
    loop,
    ignoreErrors: own.ignoreErrors,
    runOnce: own.runOnce,
    listen: listen === undefined ? [] : parser.reader.names(listen, 'listen'),
    known,
    load: (name) => loadLater(parser, (later) => bring(name, place, handed, later)),
  };
}

function refuseMeaningless(
  entries: Entries,
  form: Form,
  isImport: boolean,
  home: 'task' | 'handler',
  parser: Parser,
): void {
  for (const [name, { keyPlace }] of entries.keywords) {
    const wrong = isImport ? ownOfTasks.includes(name) : !onInclude.includes(name);
    if (!wrong || (name === 'listen' && home === 'handler' && !isImport)) continue;
    const fix = isImport
      ? name.startsWith('loop')
        ? `Write ${form.replace('import', 'include')}, which can loop.`
        : 'Put it on the tasks in the file.'
      : `Put it below "apply:" of ${form}, or on the tasks in the file.`;
    parser.reader.problem(keyPlace, 'playbook/unknown-keyword', `"${name}" has no meaning on ${form}`, fix);
  }
}

/** `include_tasks: FILE`, or a mapping with `file` and `apply`. */
function fileOf(
  { value, form }: MapEntry & { readonly form: Form },
  { reader }: Parser,
): { readonly node: SourceNode; readonly apply: MapNode | undefined } | undefined {
  if (value.kind === 'scalar' && typeof value.value === 'string') return { node: value, apply: undefined };
  if (value.kind !== 'map') {
    reader.shape(value, form, 'a file', `Write "${form}: FILE.yml".`);
    return undefined;
  }
  let file: SourceNode | undefined;
  let apply: MapNode | undefined;
  for (const { key, keyPlace, value: given } of value.entries) {
    if (key === 'file') file = given;
    else if (key === 'apply' && form === 'include_tasks') apply = reader.map(given, 'apply');
    else
      reader.problem(
        keyPlace,
        'playbook/unknown-keyword',
        `"${key}" is not part of ${form}`,
        'It takes "file" and, on include_tasks, "apply".',
      );
  }
  if (file === undefined) {
    reader.problem(value.place, 'playbook/shape', `${form} names no file`, `Write "${form}: FILE.yml".`);
    return undefined;
  }
  return { node: file, apply };
}

function literalOf(node: SourceNode): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value !== 'string' || node.value.includes('{{')) return undefined;
  return node.value;
}

function isRoleUse(target: object): target is RoleUse {
  return 'tasksFrom' in target;
}
