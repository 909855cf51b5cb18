import { type JinjaExpression, parseJinja } from './parse.ts';

/** Jinja's filters and the helpers that do the same. */
const filters: Readonly<Record<string, string>> = {
  default: 'default',
  d: 'default',
  join: 'join',
  lower: 'lower',
  upper: 'upper',
  trim: 'trim',
  replace: 'replace',
  regex_replace: 'regex_replace',
  split: 'split',
  basename: 'basename',
  dirname: 'dirname',
  win_basename: 'win_basename',
  win_dirname: 'win_dirname',
  to_json: 'to_json',
  tojson: 'to_json',
  from_json: 'from_json',
  length: 'length',
  count: 'length',
  first: 'first',
  last: 'last',
  ternary: 'ternary',
};

const comparisons: Readonly<Record<string, string>> = {
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
  and: 'and',
  or: 'or',
  in: 'in',
};

class NoForm extends Error {}

/**
 * The template that says what a Jinja expression says, e.g. `{{ default x "y" }}` for `x | default('y')`.
 * Undefined where there is none.
 */
export function jinjaToTemplate(inside: string): string | undefined {
  const expression = parseJinja(inside);
  if (expression === undefined) return undefined;
  try {
    if (expression.kind === 'binary' && expression.sign === '~') {
      return `{{ ${bare(expression.left)} }}{{ ${bare(expression.right)} }}`;
    }
    return `{{ ${bare(expression)} }}`;
  } catch (cause) {
    if (cause instanceof NoForm) return undefined;
    throw cause;
  }
}

/** Without parentheses, as it stands between the braces. */
function bare(expression: JinjaExpression): string {
  const text = write(expression);
  return text.startsWith('(') ? text.slice(1, -1) : text;
}

function write(expression: JinjaExpression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'name':
      return expression.name;
    case 'member':
      return member(expression.of, expression.key);
    case 'filter': {
      const helper = filters[expression.name];
      if (helper === undefined) throw new NoForm();
      return call(helper, expression.of, ...expression.args);
    }
    case 'test':
      if (expression.name === 'defined') return call('defined', expression.of);
      if (expression.name === 'undefined') return `(not ${call('defined', expression.of)})`;
      throw new NoForm();
    case 'not':
      return call('not', expression.of);
    case 'choice':
      return call('ternary', expression.condition, expression.yes, expression.no);
    case 'binary': {
      if (expression.sign === '~') return call('concat', expression.left, expression.right);
      const helper = comparisons[expression.sign];
      if (helper === undefined) throw new NoForm();
      return call(helper, expression.left, expression.right);
    }
    case 'call':
      return lookup(expression.of, expression.args);
    case 'list':
      throw new NoForm();
  }
}

function call(helper: string, ...args: readonly JinjaExpression[]): string {
  return `(${[helper, ...args.map(write)].join(' ')})`;
}

function member(of: JinjaExpression, key: JinjaExpression): string {
  const owner = write(of);
  if (key.kind !== 'literal' || owner.startsWith('(')) return call('lookup', of, key);
  const name = String(key.value);
  return /^[A-Za-z_]\w*$/.test(name) ? `${owner}.${name}` : `${owner}.[${name}]`;
}

function lookup(of: JinjaExpression, args: readonly JinjaExpression[]): string {
  const [kind, name] = args;
  const isEnv =
    of.kind === 'name' && of.name === 'lookup' && kind?.kind === 'literal' && kind.value === 'env';
  if (!isEnv || name === undefined) throw new NoForm();
  return call('env', name);
}
