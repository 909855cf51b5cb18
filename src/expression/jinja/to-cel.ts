import { type JinjaExpression, parseJinja } from './parse.ts';

class NoForm extends Error {}

/** Fields of a task's result that Ansible asks for with a test. */
const resultTests: Readonly<Record<string, string>> = {
  failed: 'failed',
  changed: 'changed',
  skipped: 'skipped',
  unreachable: 'unreachable',
};

/** The CEL condition that says what a Jinja condition says, e.g. `!x.failed` for `x is not failed`. */
export function jinjaToCel(text: string): string | undefined {
  const expression = parseJinja(text);
  if (expression === undefined) return undefined;
  try {
    return write(expression, 0);
  } catch (cause) {
    if (cause instanceof NoForm) return undefined;
    throw cause;
  }
}

const strength: Readonly<Record<string, number>> = { or: 1, and: 2, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5 };
const comparing = 3;

function write(expression: JinjaExpression, outer: number): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'name':
      return expression.name;
    case 'list':
      return `[${expression.items.map((item) => write(item, 0)).join(', ')}]`;
    case 'member':
      return member(expression.of, expression.key);
    case 'not': {
      const inside = write(expression.of, 6);
      return inside.startsWith('!') ? inside.slice(1) : `!${inside}`;
    }
    case 'choice': {
      const parts = [expression.condition, expression.yes, expression.no].map((part) => write(part, 1));
      return within(`${parts[0]} ? ${parts[1]} : ${parts[2]}`, outer > 0);
    }
    case 'filter':
      return filter(expression.of, expression.name, expression.args);
    case 'test':
      return test(expression.of, expression.name, expression.args, outer);
    case 'binary':
      return binary(expression, outer);
    case 'call':
      throw new NoForm();
  }
}

function within(text: string, parentheses: boolean): string {
  return parentheses ? `(${text})` : text;
}

function member(of: JinjaExpression, key: JinjaExpression): string {
  const owner = write(of, 6);
  const name = key.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
  return name !== undefined && /^[A-Za-z_]\w*$/.test(name)
    ? `${owner}.${name}`
    : `${owner}[${write(key, 0)}]`;
}

function binary(expression: JinjaExpression & { kind: 'binary' }, outer: number): string {
  const own = strength[expression.sign] ?? comparing;
  const sign = { and: '&&', or: '||', '~': '+' }[expression.sign] ?? expression.sign;
  if (sign === '//' || sign === '**') throw new NoForm();
  return within(`${write(expression.left, own)} ${sign} ${write(expression.right, own + 1)}`, own < outer);
}

function filter(of: JinjaExpression, name: string, args: readonly JinjaExpression[]): string {
  const [first] = args;
  switch (name) {
    case 'default':
    case 'd':
      return `default(${write(of, 0)}, ${first === undefined ? '""' : write(first, 0)})`;
    case 'length':
    case 'count':
      return `size(${write(of, 0)})`;
    case 'int':
      return `int(${write(of, 0)})`;
    case 'float':
      return `double(${write(of, 0)})`;
    case 'string':
      return `string(${write(of, 0)})`;
    case 'bool':
      // gorun's booleans are booleans already; `| bool` is only needed where INI or -e gave a text.
      return write(of, 6);
    case 'lower':
      return `${write(of, 6)}.lowerAscii()`;
    case 'upper':
      return `${write(of, 6)}.upperAscii()`;
    case 'trim':
      return `${write(of, 6)}.trim()`;
    case 'first':
      return `${write(of, 6)}[0]`;
    default:
      throw new NoForm();
  }
}

function test(of: JinjaExpression, name: string, args: readonly JinjaExpression[], outer: number): string {
  const [first, second] = args;
  const field = resultTests[name];
  if (field !== undefined) return `${write(of, 6)}.${field}`;
  switch (name) {
    case 'defined':
      return `defined(${write(of, 0)})`;
    case 'undefined':
      return `!defined(${write(of, 0)})`;
    case 'succeeded':
    case 'success':
      return `!${write(of, 6)}.failed`;
    case 'none':
      return within(`${write(of, comparing)} == null`, outer > comparing);
    case 'true':
      return write(of, outer);
    case 'false':
      return `!${write(of, 6)}`;
    case 'search':
    case 'match':
    case 'regex':
      if (first?.kind !== 'literal' || typeof first.value !== 'string') throw new NoForm();
      return `${write(of, 6)}.matches(${JSON.stringify(name === 'match' ? `^(?:${first.value})` : first.value)})`;
    case 'version': {
      const sign = second?.kind === 'literal' && typeof second.value === 'string' ? second.value : '==';
      if (first === undefined || !/^(?:[<>]=?|[!=]=)$/.test(sign)) throw new NoForm();
      const make = /\bgo/i.test(write(of, 0)) ? 'goVersion' : 'semver';
      return within(`${make}(${write(of, 0)}) ${sign} ${make}(${write(first, 0)})`, outer > comparing);
    }
    default:
      throw new NoForm();
  }
}
