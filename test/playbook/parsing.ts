import { Type } from 'typebox';
import { GorunErrors } from '../../src/errors/gorun-error.ts';
import { paramsChecker } from '../../src/module/check/params-checker.ts';
import type { LoadedModule, ModuleDefinition, ModuleRegistry } from '../../src/module/contract.ts';
import { parsePlaybook } from '../../src/playbook/load.ts';
import type { Node, Play, Playbook, Task } from '../../src/playbook/types.ts';

function loaded(definition: ModuleDefinition): LoadedModule {
  return { definition, scripts: {}, folder: undefined, check: paramsChecker(definition.params) };
}

const text = { run: async () => ({}) };

/** A few modules of every shape: with a bare value, strict params, facts, none at all. */
const definitions: readonly ModuleDefinition[] = [
  {
    kind: 'controller',
    name: 'debug',
    summary: '',
    params: Type.Object({ msg: Type.Optional(Type.String()) }),
    freeform: 'msg',
    ...text,
  },
  {
    kind: 'controller',
    name: 'install',
    summary: '',
    params: Type.Object({
      version: Type.String(),
      arch: Type.Optional(Type.Union([Type.Literal('amd64'), Type.Literal('386')])),
      force: Type.Optional(Type.Boolean()),
      list: Type.Optional(Type.Array(Type.Integer())),
    }),
    ...text,
  },
  {
    kind: 'controller',
    name: 'set_fact',
    summary: '',
    params: Type.Object({}, { additionalProperties: true }),
    defines: 'params',
    ...text,
  },
  {
    kind: 'controller',
    name: 'include_vars',
    summary: '',
    params: Type.Object({ file: Type.Optional(Type.String()), name: Type.Optional(Type.String()) }),
    freeform: 'file',
    defines: { file: 'file', under: 'name' },
    ...text,
  },
  { kind: 'controller', name: 'go_fact', summary: '', params: Type.Object({}), defines: ['go'], ...text },
  { kind: 'engine', name: 'rollback', summary: '', params: Type.Object({}) },
];

const byName = new Map(definitions.map((definition) => [definition.name, loaded(definition)]));

/** The modules that these tests know. */
export const modules: ModuleRegistry = {
  get: (name) => byName.get(name),
  names: () => [...byName.keys()],
};

/** Parses a playbook; undefined names are looked for where `knownNames` is given. */
export function parse(source: string, knownNames?: readonly string[]): Promise<Playbook> {
  return parsePlaybook(source, 'play.yml', { modules, ...(knownNames === undefined ? {} : { knownNames }) });
}

/** The only play of a playbook. */
export async function play(source: string): Promise<Play> {
  const [first] = (await parse(source)).plays;
  if (first === undefined) throw new Error('no play');
  return first;
}

/** The tasks of a play whose `tasks:` are given, blocks opened. */
export async function tasks(source: string): Promise<readonly Task[]> {
  return (await play(`- hosts: all\n  tasks:\n${source.replace(/^/gm, '    ')}`)).tasks.flatMap(tasksOf);
}

function tasksOf(node: Node): readonly Task[] {
  if (node.kind === 'task') return [node];
  if (node.kind !== 'block') return [];
  return [...node.tasks, ...node.rescue, ...node.always].flatMap(tasksOf);
}

/** Everything that is wrong with a playbook: `line:column code message`. */
export async function errors(source: string, knownNames?: readonly string[]): Promise<readonly string[]> {
  try {
    await parse(source, knownNames);
  } catch (error) {
    if (!(error instanceof GorunErrors)) throw error;
    return error.errors.map(
      ({ position, code, message }) => `${position?.line}:${position?.column} ${code} ${message}`,
    );
  }
  return [];
}

/** The errors of a playbook whose tasks are given; lines count from the first task. */
export async function taskErrors(source: string, knownNames?: readonly string[]): Promise<readonly string[]> {
  const header = '- hosts: all\n  tasks:\n';
  return (await errors(`${header}${source.replace(/^/gm, '  ')}`, knownNames)).map((error) =>
    error.replace(
      /^(\d+):(\d+)/,
      (_, line: string, column: string) => `${Number(line) - 2}:${Number(column) - 2}`,
    ),
  );
}
