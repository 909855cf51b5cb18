import { absentHelpers } from '../template/absent-helpers.ts';
import { helpers } from '../template/helpers/all.ts';
import { type JinjaArguments, type JinjaExpression, NoForm } from './expression.ts';
import { type HelperCall, hintFor, text } from './helper-call.ts';

/** Texts have methods in Python. Throws NoForm. */
export function methodCall(name: string, of: JinjaExpression, args: readonly JinjaExpression[]): HelperCall {
  const as = (helper: string): HelperCall => ({ helper, args: [of, ...args], options: {} });
  switch (name) {
    case 'split':
    case 'lower':
    case 'upper':
    case 'title':
    case 'capitalize':
    case 'replace':
    case 'keys':
    case 'values':
    case 'get':
      return as(name);
    case 'strip':
      return as('trim');
    case 'splitlines':
      return as('lines');
    case 'items':
      return as('dict2items');
    case 'startswith':
      return as('starts_with');
    case 'endswith':
      return as('ends_with');
    case 'rstrip':
    case 'lstrip':
      return stripped(name, of, args[0]);
    case 'join': {
      const [list] = args;
      if (list === undefined) throw new NoForm('Write {{ join list "," }}.');
      return { helper: 'join', args: [list, of], options: {} };
    }
    default:
      if (of.kind === 'call' && of.of.kind === 'name' && Object.hasOwn(absentHelpers, of.of.name))
        throw new NoForm(absentHelpers[of.of.name]);
      throw new NoForm(`Values have no methods here, so there is no ${name}(…).${hintFor(name)}`);
  }
}

function stripped(name: string, of: JinjaExpression, characters: JinjaExpression | undefined): HelperCall {
  if (characters !== undefined && (characters.kind !== 'literal' || typeof characters.value !== 'string'))
    throw new NoForm('Write {{ regex_replace text "x+$" "" }}.');
  const set = characters === undefined ? '\\s' : `[${String(characters.value).replace(/[\]\\^-]/g, '\\$&')}]`;
  const pattern = name === 'rstrip' ? `${set}+$` : `^${set}+`;
  return { helper: 'regex_replace', args: [of, text(pattern), text('')], options: {} };
}

/** Functions of Jinja and Ansible. Throws NoForm. */
export function functionCall(name: string, { listed, named }: JinjaArguments): HelperCall {
  const [kind, ...args] = listed;
  const as = (helper: string, given: readonly JinjaExpression[]): HelperCall => ({
    helper,
    args: given,
    options: {},
  });
  if (['lookup', 'query', 'q'].includes(name) && kind?.kind === 'literal') {
    const what = String(kind.value).replace(/^ansible\.builtin\./, '');
    const fallback = named.default === undefined ? [] : [named.default];
    if (what === 'env') return as('env', [...args.slice(0, 1), ...fallback]);
    if (what === 'vars') return as('variable', [...args.slice(0, 1), ...fallback]);
    if (what === 'file') return as('file', args.slice(0, 1));
    if (what === 'dict') return as('dict2items', args.slice(0, 1));
    throw new NoForm(lookupHints[what] ?? 'Templates look up env, file and variables only.');
  }
  if (name === 'range') return as('range', listed);
  if (name === 'dict' && listed.length === 1) return as('dict_of_pairs', listed);
  if (name === 'dict')
    return as(
      'dict',
      Object.entries(named).flatMap(([key, value]) => [text(key), value]),
    );
  if (helpers.has(name)) return { helper: name, args: listed, options: named };
  throw new NoForm(`There is no function ${name}.${hintFor(name)}`);
}

const lookupHints: Readonly<Record<string, string>> = {
  pipe: 'Templates start no programs; register the result of a task that is delegated to localhost.',
  password: absentHelpers.password ?? '',
  url: 'Templates ask no server; register the result of the module uri.',
  template: 'Use the module template, or a variable that holds the text with its {{ … }}.',
  fileglob: 'Give the names as a list in `loop`.',
  first_found: 'Put what differs into group_vars, and name one file.',
  items: 'Give the list itself: `loop: "{{ list }}"`.',
  sequence: 'Write {{ range 1 11 }}.',
  inventory_hostnames: 'Write {{ groups.NAME }}.',
  config: 'There is no configuration to look up; see `gorun config`.',
};
