import { GorunError } from '../../../src/errors/gorun-error.ts';
import type { Condition, Renderable, Scope } from '../../../src/expression/types.ts';
import { isJsonObject, type Json } from '../../../src/json.ts';

export const position = { file: 'play.yml', line: 1, column: 1 };

/** A value without templates. */
export function plain(value: Json): Renderable {
  return { kind: 'renderable', position, roots: [], render: () => value };
}

/** A template as a function of the variables. */
export function template(roots: readonly string[], render: (scope: Scope) => Json): Renderable {
  return { kind: 'renderable', position, roots, render };
}

/** The value at a path like `first.changed`; throws on what is not there, as templates do. */
export function at(scope: Scope, path: string): Json {
  const [root = '', ...keys] = path.split('.');
  let value = scope.get(root);
  for (const key of keys) {
    const next: Json | undefined = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (next === undefined)
      throw new GorunError('expression/undefined-name', { message: `${path}: no ${key}` });
    value = next;
  }
  if (value === undefined)
    throw new GorunError('expression/undefined-name', { message: `${path} is not defined` });
  return value;
}

/** `{key: "{{ path }}"}` and the like: strings that begin with `$` are paths of variables. */
export function filled(tree: Json): Renderable {
  const roots: string[] = [];
  const walk = (value: Json, scope: Scope | undefined): Json => {
    if (typeof value === 'string' && value.startsWith('$')) {
      if (scope !== undefined) return at(scope, value.slice(1));
      roots.push(value.slice(1).split('.')[0] ?? '');
      return null;
    }
    if (Array.isArray(value)) return value.map((item) => walk(item, scope));
    if (isJsonObject(value))
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, scope)]));
    return value;
  };
  walk(tree, undefined);
  return { kind: 'renderable', position, roots, render: (scope) => walk(tree, scope) };
}

/** A condition as a function of the variables. */
export function condition(text: string, evaluate: (scope: Scope) => boolean): Condition {
  return { text, position, roots: [text.split(/[^\w]/)[0] ?? ''], evaluate };
}

/** `path`, `!path` or `path == value`. */
export function when(text: string): Condition {
  const [path = '', wanted] = text.split(' == ');
  return condition(text, (scope) => {
    if (wanted !== undefined) return String(at(scope, path)) === wanted;
    return path.startsWith('!') ? at(scope, path.slice(1)) !== true : at(scope, path) === true;
  });
}
