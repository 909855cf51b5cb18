import type { Layer } from '../../expression/types.ts';
import type { MapEntry, MapNode, SourceNode } from '../../source/node.ts';
import type { Parser } from './parser.ts';

/** How a role is used: which of its files, and what it is given. */
export interface RoleUse {
  /** The role's name as written. */
  readonly node: SourceNode;
  readonly apply: MapNode | undefined;
  readonly tasksFrom: string;
  readonly varsFrom: string;
  readonly defaultsFrom: string;
  readonly handlersFrom: string;
  /** Its variables hold in the whole play. */
  readonly isPublic: boolean;
  /** How it was asked for, as written; who was through it once does not come to the same again. Undefined: may come again. */
  readonly once: string | undefined;
  readonly params: Layer;
  /** Weaker than what the role itself has in `vars`. */
  readonly vars: Layer;
}

/** The files that a role has where nothing else is said. */
export const mainFiles = {
  apply: undefined,
  tasksFrom: 'main',
  varsFrom: 'main',
  defaultsFrom: 'main',
  handlersFrom: 'main',
  params: {},
  vars: {},
} as const;

/** The params of `include_role` and `import_role`. */
export function roleUse(entry: MapEntry & { readonly form: string }, parser: Parser): RoleUse | undefined {
  const { reader } = parser;
  const { value, form } = entry;
  const isImport = form === 'import_role';
  const files: { -readonly [K in 'tasksFrom' | 'varsFrom' | 'defaultsFrom' | 'handlersFrom']: string } = {
    tasksFrom: 'main',
    varsFrom: 'main',
    defaultsFrom: 'main',
    handlersFrom: 'main',
  };
  let node: SourceNode | undefined;
  let apply: MapNode | undefined;
  let isPublic = isImport;
  if (value.kind !== 'map') {
    reader.shape(value, form, 'a mapping', `Write "${form}: { name: ROLE }".`);
    return undefined;
  }
  for (const { key, keyPlace, value: given } of value.entries) {
    if (key === 'name' || key === 'role') node = given;
    else if (key === 'apply' && !isImport) apply = reader.map(given, key);
    else if (key === 'tasks_from') files.tasksFrom = reader.text(given, key) ?? 'main';
    else if (key === 'vars_from') files.varsFrom = reader.text(given, key) ?? 'main';
    else if (key === 'defaults_from') files.defaultsFrom = reader.text(given, key) ?? 'main';
    else if (key === 'handlers_from') files.handlersFrom = reader.text(given, key) ?? 'main';
    else if (key === 'public') isPublic = reader.boolean(given, key);
    else if (key === 'allow_duplicates') reader.boolean(given, key);
    else {
      const fix = 'It takes name, tasks_from, vars_from, defaults_from, handlers_from, public, apply.';
      reader.problem(keyPlace, 'playbook/unknown-keyword', `"${key}" is not part of ${form}`, fix);
    }
  }
  if (node === undefined) {
    reader.problem(
      value.place,
      'playbook/shape',
      `${form} names no role`,
      `Write "${form}: { name: ROLE }".`,
    );
    return undefined;
  }
  return { node, apply, ...files, isPublic, once: undefined, params: {}, vars: {} };
}
