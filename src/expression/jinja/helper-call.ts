import { didYouMean } from '../../errors/suggest.ts';
import { absentHelpers } from '../template/absent-helpers.ts';
import { helpers } from '../template/helpers/all.ts';
import { type JinjaArguments, type JinjaExpression, NoForm } from './expression.ts';
import { testOrNoForm } from './test-names.ts';

/** A filter, method or function of Jinja as a call of a helper. */
export interface HelperCall {
  readonly helper: string;
  readonly args: readonly JinjaExpression[];
  readonly options: Readonly<Record<string, JinjaExpression>>;
}

/** Filters whose helper has the same arguments in the same order, under another name. */
const renamed: Readonly<Record<string, string>> = {
  d: 'default',
  count: 'length',
  tojson: 'to_json',
  to_nice_yaml: 'to_yaml',
  pow: 'power',
  from_yaml_all: 'from_yaml',
};

/** Named arguments that stand at a place in the helper's own order. */
const positions: Readonly<Record<string, readonly string[]>> = {
  default: ['default_value', 'boolean'],
  join: ['d'],
  replace: ['old', 'new'],
  regex_replace: ['pattern', 'replacement'],
  round: ['precision', 'method'],
  indent: ['width', 'first'],
  flatten: ['levels'],
  ternary: ['true_val', 'false_val', 'none_val'],
  int: ['default', 'base'],
  truncate: ['length'],
};

/** Filters that say what is so already: nothing is escaped, every name must exist, lists are lists. */
const withoutEffect = new Set(['list', 'safe', 'mandatory', 'unsafe', 'to_text']);

/** Says whether a filter can be left out. */
export function isWithoutEffect(name: string): boolean {
  return withoutEffect.has(name);
}

/** The helper that does what a filter does. Throws NoForm. */
export function helperCallOf(name: string, of: JinjaExpression, given: JinjaArguments): HelperCall {
  const args = ordered(name, given);
  const call = (helper: string, ...rest: readonly JinjaExpression[]): HelperCall => ({
    helper,
    args: [of, ...rest],
    options: {},
  });
  const [first, second] = args;
  switch (name) {
    case 'checksum':
    case 'sha1':
      return call('hash', text('sha1'));
    case 'md5':
      return call('hash', text('md5'));
    case 'hash':
      return call('hash', first ?? text('sha1'));
    case 'regex_replace':
      return call(name, ...args.slice(0, 1), groupsWithDollar(second ?? text('')));
    case 'regex_search':
      return second === undefined ? call(name, ...args) : searchOfGroup(of, args);
    case 'first':
      if (of.kind === 'filter' && of.name === 'regex_search' && of.args.listed.length > 1)
        return searchedGroup(of.of, of.args.listed);
      return call(name);
    case 'path_join':
      if (of.kind !== 'list') throw new NoForm('Write the parts one by one: {{ path_join a b c }}.');
      return { helper: name, args: of.items, options: {} };
    case 'sum':
    case 'min':
    case 'max': {
      const { attribute } = given.named;
      if (attribute === undefined) return call(name);
      const list: JinjaExpression = {
        kind: 'filter',
        at: of.at,
        of,
        name: 'map',
        args: { listed: [], named: { attribute } },
      };
      return { helper: name, args: [list], options: {} };
    }
    case 'sort':
      return {
        helper: name,
        args: [of],
        options: {
          ...(first === undefined ? {} : { reverse: first }),
          ...picked(given, ['attribute', 'reverse']),
        },
      };
    case 'dict2items':
    case 'items2dict':
      return { helper: name, args: [of], options: picked(given, ['key_name', 'value_name']) };
    case 'combine':
      return { helper: name, args: [of, ...args], options: picked(given, ['recursive']) };
    case 'extract':
      return call(name, ...keysOneByOne(args));
    case 'map':
      return {
        helper: name,
        args: [
          of,
          ...(isText(first, 'extract') ? keysOneByOne(args) : args).map((arg, index) =>
            index === 0 ? renamedText(arg, (one) => known(renamed[one] ?? one)) : arg,
          ),
        ],
        options: picked(given, ['attribute', 'default']),
      };
    case 'select':
    case 'reject':
      return call(name, ...args.map((arg, index) => (index === 0 ? renamedText(arg, testOrNoForm) : arg)));
    case 'selectattr':
    case 'rejectattr':
      return call(name, ...args.map((arg, index) => (index === 1 ? renamedText(arg, testOrNoForm) : arg)));
    case 'to_nice_json':
      return { helper: name, args: [of], options: picked(given, ['indent']) };
    case 'to_yaml':
    case 'to_nice_yaml':
    case 'to_json':
    case 'tojson':
      return call(renamed[name] ?? name);
    case 'int':
      if (first !== undefined && second === undefined)
        throw new NoForm('A text that is no number is an error here; write {{ int x }}.');
      return second === undefined ? call(name) : call(name, second);
    case 'default':
    case 'd':
      return call('default', ...(args.length === 0 ? [text('')] : args));
    case 'version_compare':
      return versionCall(of, args);
    default:
      return call(known(renamed[name] ?? name), ...args);
  }
}

/** `version a "<" b`, with Go's order where a Go version is spoken of. */
export function versionCall(of: JinjaExpression, args: readonly JinjaExpression[]): HelperCall {
  const [other, sign] = args;
  const written = sign === undefined ? '==' : sign.kind === 'literal' ? String(sign.value) : '';
  const plain = versionSigns[written];
  if (other === undefined || plain === undefined) throw new NoForm('Write {{ version a "<" b }}.');
  const kind = speaksOfGo(of) || speaksOfGo(other) ? [text('goVersion')] : [];
  return { helper: 'version', args: [of, text(plain), other, ...kind], options: {} };
}

/** Ansible's signs and words for comparing versions, and the sign to write. */
export const versionSigns: Readonly<Record<string, string>> = {
  '<': '<',
  lt: '<',
  '<=': '<=',
  le: '<=',
  '>': '>',
  gt: '>',
  '>=': '>=',
  ge: '>=',
  '==': '==',
  '=': '==',
  eq: '==',
  '!=': '!=',
  '<>': '!=',
  ne: '!=',
};

/** Says whether names in an expression have `go` as a word: `go_version`, `go.version`. */
export function speaksOfGo(expression: JinjaExpression): boolean {
  if (expression.kind === 'name') return /(?:^|_)go(?:_|lang|version|$)/i.test(expression.name);
  if (expression.kind === 'member' || expression.kind === 'filter') return speaksOfGo(expression.of);
  return false;
}

/** What is said of a name that there is no helper of. */
export function hintFor(name: string): string {
  const absent = Object.hasOwn(absentHelpers, name) ? absentHelpers[name] : undefined;
  return absent === undefined ? didYouMean(name, helpers.keys()) : ` ${absent}`;
}

function known(name: string): string {
  if (helpers.has(name)) return name;
  throw new NoForm(`There is no helper "${name}".${hintFor(name)}`);
}

function ordered(name: string, { listed, named }: JinjaArguments): readonly JinjaExpression[] {
  const order = positions[name] ?? [];
  const args = [...listed];
  for (const word of order.slice(listed.length)) {
    const value = named[word];
    if (value === undefined) break;
    args.push(value);
  }
  return args;
}

function picked(
  { named }: JinjaArguments,
  names: readonly string[],
): Readonly<Record<string, JinjaExpression>> {
  return Object.fromEntries(Object.entries(named).filter(([name]) => names.includes(name)));
}

/** A text as Jinja's literal. */
export function text(value: string): JinjaExpression {
  return { kind: 'literal', at: 0, value, written: value };
}

function isText(expression: JinjaExpression | undefined, value: string): boolean {
  return expression?.kind === 'literal' && expression.value === value;
}

/** Ansible's extract takes further keys as a list. */
function keysOneByOne(args: readonly JinjaExpression[]): readonly JinjaExpression[] {
  return args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [arg]));
}

/** The name of a filter or test that stands as a text. */
function renamedText(expression: JinjaExpression, rename: (name: string) => string): JinjaExpression {
  if (expression.kind !== 'literal' || typeof expression.value !== 'string') return expression;
  return text(rename(expression.value.replace(/^ansible\.builtin\./, '')));
}

/** Python writes `\1`, RE2 writes `$1`. */
function groupsWithDollar(to: JinjaExpression): JinjaExpression {
  if (to.kind !== 'literal' || typeof to.value !== 'string') return to;
  const dollars = to.value
    .replace(/\$/g, '\\$$')
    .replace(/\\g<(\w+)>/g, (_, name: string) => `\${${name}}`)
    .replace(/\\(\d)/g, '$$$1');
  return text(dollars);
}

/** With a group Ansible answers a list, which people then take the first of. */
function searchOfGroup(of: JinjaExpression, args: readonly JinjaExpression[]): HelperCall {
  const search: JinjaExpression = {
    kind: 'filter',
    at: of.at,
    of,
    name: 'regex_search',
    args: { listed: args, named: {} },
  };
  const group: JinjaExpression = {
    kind: 'filter',
    at: of.at,
    of: search,
    name: 'first',
    args: { listed: [], named: {} },
  };
  return { helper: 'list', args: [group], options: {} };
}

function searchedGroup(of: JinjaExpression, args: readonly JinjaExpression[]): HelperCall {
  const [pattern, group] = args;
  const number = group?.kind === 'literal' ? /^\\(\d)$/.exec(String(group.value))?.[1] : undefined;
  if (pattern === undefined || number === undefined || args.length > 2)
    throw new NoForm('Write {{ regex_search text "a(b)" 1 }}.');
  const value: JinjaExpression = { kind: 'literal', at: of.at, value: Number(number), written: number };
  return { helper: 'regex_search', args: [of, pattern, value], options: {} };
}
