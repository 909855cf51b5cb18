import { helpers } from '../template/helpers/all.ts';
import { mapped, picked } from './comprehension.ts';
import { type JinjaExpression, NoForm } from './expression.ts';
import { functionCall, methodCall } from './function-call.ts';
import {
  type HelperCall,
  helperCallOf,
  isWithoutEffect,
  speaksOfGo,
  text,
  versionSigns,
} from './helper-call.ts';
import { resultTests, successTests, testOrNoForm } from './test-names.ts';
import type { Quote } from './to-template.ts';
import { truthOf } from './truth.ts';

const strength: Readonly<Record<string, number>> = { or: 1, and: 2, '+': 4, '-': 4, '*': 5, '/': 5, '%': 5 };
const comparing = 3;
const tightest = 6;

/** Helpers that CEL has another name for. */
const celNames: Readonly<Record<string, string>> = {
  length: 'size',
  int: 'int',
  float: 'double',
  string: 'string',
  default: 'default',
};

const typeTests: Readonly<Record<string, string>> = {
  string: 'string',
  mapping: 'map',
  list: 'list',
  boolean: 'bool',
};

const compareTests: Readonly<Record<string, string>> = {
  equalto: '==',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** Writes conditions of Jinja as CEL has them. Its methods throw NoForm. */
export class CelWriter {
  readonly #quote: Quote;

  constructor(quote: Quote) {
    this.#quote = quote;
  }

  /** @param outer How strongly the operator around it binds. */
  write(expression: JinjaExpression, outer = 0): string {
    switch (expression.kind) {
      case 'literal':
        return typeof expression.value === 'string' ? this.#text(expression.value) : literal(expression);
      case 'name':
        return expression.name;
      case 'list':
        return `[${expression.items.map((item) => this.write(item)).join(', ')}]`;
      case 'dict':
        return `{${expression.entries.map(([key, value]) => `${this.write(key)}: ${this.write(value)}`).join(', ')}}`;
      case 'member':
        return this.#member(expression.of, expression.key);
      case 'slice':
        return this.#call({
          helper: 'slice',
          args: [
            expression.of,
            expression.start ?? number(0),
            ...(expression.end === undefined ? [] : [expression.end]),
          ],
          options: {},
        });
      case 'not': {
        const inside = this.decision(expression.of, tightest);
        return inside.startsWith('!') ? inside.slice(1) : `!${inside}`;
      }
      case 'minus':
        return `-${this.write(expression.of, tightest)}`;
      case 'choice': {
        const no = expression.no ?? text('');
        const [yes, other] = [expression.yes, no].map((part) => this.write(part, 1));
        return within(`${this.decision(expression.condition, 1)} ? ${yes} : ${other}`, outer > 0);
      }
      case 'filter':
        return this.#filter(expression, outer);
      case 'test':
        return this.#test(expression.of, expression.name, expression.args.listed, outer);
      case 'binary':
        return this.#binary(expression, outer);
      case 'call': {
        const { of, args } = expression;
        if (of.kind === 'name') return this.#call(functionCall(of.name, args));
        if (of.kind !== 'member' || of.key.kind !== 'literal') throw new NoForm();
        return this.#call(methodCall(String(of.key.value), of.of, args.listed));
      }
    }
  }

  /** A value that decides: what is neither true nor false is compared with what Jinja takes for false. */
  decision(expression: JinjaExpression, outer = 0): string {
    const truth = truthOf(expression, this.write(expression));
    if (truth === undefined) return this.write(expression, outer);
    return within(this.#quote === '"' ? truth : truth.replaceAll('""', "''"), outer > comparing);
  }

  #text(value: string): string {
    const escaped = JSON.stringify(value);
    return this.#quote === '"'
      ? escaped
      : `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  }

  #call({ helper, args, options }: HelperCall): string {
    if (Object.keys(options).length > 0)
      throw new NoForm('Compute it with a template in `vars`, and name the variable here.');
    if (helper === 'version') return this.#version(args);
    if (helper === 'dict' || helper === 'list') throw new NoForm();
    const name = celNames[helper] ?? helper;
    if (celNames[helper] === undefined && helpers.get(helper)?.templatesOnly !== false)
      throw new NoForm('Compute it with a template in `vars`, and name the variable here.');
    return `${name}(${args.map((arg) => this.write(arg)).join(', ')})`;
  }

  #version([a, sign, b, kind]: readonly JinjaExpression[]): string {
    if (a === undefined || b === undefined || sign?.kind !== 'literal') throw new NoForm();
    const make = kind === undefined ? 'semver' : 'goVersion';
    return `${make}(${this.write(a)}) ${sign.value} ${make}(${this.write(b)})`;
  }

  #member(of: JinjaExpression, key: JinjaExpression): string {
    if (of.kind === 'name' && of.name === 'vars') {
      if (key.kind === 'literal') return String(key.value);
      throw new NoForm('Give it a name with `vars: {name: "{{ variable … }}"}`, and use that here.');
    }
    const owner = this.write(of, tightest);
    const fixed = key.kind === 'literal' ? key.value : undefined;
    if (fixed === -1) return `last(${this.write(of)})`;
    return typeof fixed === 'string' && /^[A-Za-z_]\w*$/.test(fixed) && !reserved.has(fixed)
      ? `${owner}.${fixed}`
      : `${owner}[${this.write(key)}]`;
  }

  #binary(expression: JinjaExpression & { kind: 'binary' }, outer: number): string {
    const { sign, left, right } = expression;
    const helper = { '//': 'int_divide', '**': 'power', '~': 'concat' }[sign];
    if (helper !== undefined) return this.#call({ helper, args: [left, right], options: {} });
    const own = strength[sign] ?? comparing;
    const written = { and: '&&', or: '||' }[sign] ?? sign;
    if (sign === 'and' || sign === 'or')
      return within(`${this.decision(left, own)} ${written} ${this.decision(right, own + 1)}`, own < outer);
    return within(`${this.write(left, own)} ${written} ${this.write(right, own + 1)}`, own < outer);
  }

  #filter(expression: JinjaExpression & { kind: 'filter' }, outer: number): string {
    const { of, name, args } = expression;
    if (isWithoutEffect(name)) return this.write(of, outer);
    // Old playbooks ask for a result with a filter.
    if (Object.hasOwn(resultTests, name) || successTests.has(name)) return this.#test(of, name, [], outer);
    if (name === 'version_compare') return this.#test(of, 'version', args.listed, outer);
    if (['select', 'reject', 'selectattr', 'rejectattr'].includes(name)) return picked(expression, this);
    if (name === 'map') return mapped(expression, this);
    if ((name === 'd' || name === 'default') && args.listed.length + Object.keys(args.named).length === 0)
      return `default(${this.write(of)}, ${this.#text('')})`;
    if (name === 'first' && of.kind !== 'filter') return `${this.write(of, tightest)}[0]`;
    return this.#call(helperCallOf(name, of, args));
  }

  #test(of: JinjaExpression, name: string, args: readonly JinjaExpression[], outer: number): string {
    const [first, second] = args;
    const field = Object.hasOwn(resultTests, name) ? resultTests[name] : undefined;
    if (field !== undefined) return `${this.write(of, tightest)}.${field}`;
    if (successTests.has(name)) return `!${this.write(of, tightest)}.failed`;
    if (name === 'defined') return `defined(${this.write(of)})`;
    if (name === 'undefined') return `!defined(${this.write(of)})`;
    if (name === 'none') return within(`${this.write(of, comparing)} == null`, outer > comparing);
    if (name === 'divisibleby' && first !== undefined)
      return within(`${this.write(of, 5)} % ${this.write(first, tightest)} == 0`, outer > comparing);
    if (name === 'version' || name === 'version_compare') {
      const sign =
        second === undefined
          ? '=='
          : second.kind === 'literal'
            ? versionSigns[String(second.value)]
            : undefined;
      if (first === undefined || sign === undefined) throw new NoForm('Write semver(a) < semver(b).');
      const make = speaksOfGo(of) || speaksOfGo(first) ? 'goVersion' : 'semver';
      return within(`${make}(${this.write(of)}) ${sign} ${make}(${this.write(first)})`, outer > comparing);
    }
    return this.#typed(of, testOrNoForm(name), first, outer);
  }

  #typed(of: JinjaExpression, test: string, first: JinjaExpression | undefined, outer: number): string {
    const compared = (text_: string) => within(text_, outer > comparing);
    const type = typeTests[test];
    if (type !== undefined) return compared(`type(${this.write(of)}) == ${type}`);
    const sign = compareTests[test];
    if (sign !== undefined && first !== undefined)
      return compared(`${this.write(of, comparing)} ${sign} ${this.write(first, comparing + 1)}`);
    switch (test) {
      case 'number':
        return compared(`type(${this.write(of)}) in [int, double]`);
      case 'true':
      case 'truthy':
        return this.write(of, outer);
      case 'false':
      case 'falsy':
        return `!${this.write(of, tightest)}`;
      case 'even':
      case 'odd':
        return compared(`${this.write(of, 5)} % 2 == ${test === 'even' ? 0 : 1}`);
      case 'search':
      case 'match':
        return this.#found(of, test, first);
      case 'in':
        return first === undefined
          ? this.#none()
          : compared(`${this.write(of, comparing)} in ${this.write(first, comparing + 1)}`);
      case 'contains':
        return first === undefined
          ? this.#none()
          : compared(`${this.write(first, comparing)} in ${this.write(of, comparing + 1)}`);
      case 'subset':
      case 'superset': {
        if (first === undefined) throw new NoForm();
        const [part, whole] = test === 'subset' ? [of, first] : [first, of];
        return `${this.write(part, tightest)}.all(x, x in ${this.write(whole, 4)})`;
      }
      default:
        return this.#none();
    }
  }

  #found(of: JinjaExpression, test: string, pattern: JinjaExpression | undefined): string {
    if (pattern?.kind !== 'literal' || typeof pattern.value !== 'string') {
      if (pattern === undefined || test === 'match') throw new NoForm('Write matches(text, "^pattern").');
      return `${this.write(of, tightest)}.matches(${this.write(pattern)})`;
    }
    const anchored =
      test === 'match' && !pattern.value.startsWith('^') ? `^(?:${pattern.value})` : pattern.value;
    return `${this.write(of, tightest)}.matches(${this.#text(anchored)})`;
  }

  #none(): never {
    throw new NoForm('Compute it with a template in `vars`, and name the variable here.');
  }
}

/** Words that CEL keeps for itself, so that they cannot follow a dot. */
const reserved = new Set(
  'as break const continue else false for function if import in let loop namespace null package return true var void while'.split(
    ' ',
  ),
);

function within(written: string, parentheses: boolean): string {
  return parentheses ? `(${written})` : written;
}

function literal(expression: JinjaExpression & { kind: 'literal' }): string {
  return typeof expression.value === 'number' ? expression.written : String(expression.value);
}

function number(value: number): JinjaExpression {
  return { kind: 'literal', at: 0, value, written: String(value) };
}
