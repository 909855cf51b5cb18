import { type JinjaExpression, NoForm } from './expression.ts';
import { functionCall, methodCall } from './function-call.ts';
import { type HelperCall, helperCallOf, isWithoutEffect, text, versionCall } from './helper-call.ts';
import { resultTests, successTests, testOrNoForm } from './test-names.ts';

/** Which quotes texts get in the answer: those that its YAML does not use. */
export type Quote = '"' | "'";

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
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '//': 'int_divide',
  '%': 'modulo',
  '**': 'power',
};

/** Writes expressions of Jinja as Handlebars has them. */
export class TemplateWriter {
  readonly #quote: Quote;
  /** Names that stand for something else in a block: `loop.index` and the like. */
  readonly #replaced: ReadonlyMap<string, string>;

  constructor(quote: Quote, replaced: ReadonlyMap<string, string> = new Map()) {
    this.#quote = quote;
    this.#replaced = replaced;
  }

  /** `{{ default x "y" }}` for `x | default('y')`. Throws NoForm. */
  mustache(expression: JinjaExpression): string {
    if (expression.kind === 'binary' && expression.sign === '~') {
      return [expression.left, expression.right].map((part) => this.mustache(part)).join('');
    }
    if (
      expression.kind === 'literal' &&
      typeof expression.value === 'string' &&
      !/[{}]/.test(expression.value)
    ) {
      return expression.value;
    }
    return `{{ ${this.bare(expression)} }}`;
  }

  /** As it stands between the braces, or behind `#if`. Throws NoForm. */
  bare(expression: JinjaExpression): string {
    const written = this.write(expression);
    return written.startsWith('(') ? written.slice(1, -1) : written;
  }

  /** As an argument. Throws NoForm. */
  write(expression: JinjaExpression): string {
    switch (expression.kind) {
      case 'literal':
        return this.#literal(expression.value, expression.written);
      case 'name':
        return this.#replaced.get(expression.name) ?? expression.name;
      case 'list':
        return this.#call({ helper: 'list', args: expression.items, options: {} });
      case 'dict':
        return this.#call({ helper: 'dict', args: expression.entries.flat(), options: {} });
      case 'member':
        return this.#member(expression.of, expression.key);
      case 'slice': {
        const start = expression.start ?? number(0);
        const end = expression.end === undefined ? [] : [expression.end];
        return this.#call({ helper: 'slice', args: [expression.of, start, ...end], options: {} });
      }
      case 'filter':
        if (isWithoutEffect(expression.name)) return this.write(expression.of);
        return this.#call(helperCallOf(expression.name, expression.of, expression.args));
      case 'test':
        return this.#test(expression.of, expression.name, expression.args.listed);
      case 'not':
        return this.#helper('not', expression.of);
      case 'minus':
        return this.#helper('subtract', number(0), expression.of);
      case 'choice':
        return this.#helper('ternary', expression.condition, expression.yes, expression.no ?? text(''));
      case 'binary':
        return this.#binary(expression);
      case 'call': {
        const { of, args } = expression;
        if (of.kind === 'name') return this.#call(functionCall(of.name, args));
        if (of.kind !== 'member' || of.key.kind !== 'literal') throw new NoForm();
        return this.#call(methodCall(String(of.key.value), of.of, args.listed));
      }
    }
  }

  #literal(value: string | number | boolean | null, written: string): string {
    if (typeof value === 'number') return written;
    if (typeof value !== 'string') return String(value);
    if (value === '\n') return '(newline)';
    const quote = value.includes(this.#quote) ? other(this.#quote) : this.#quote;
    // Handlebars knows one escape, that of the quote itself; a backslash at the end would be taken for it.
    if (value.includes(quote) || value.includes('\n') || value.endsWith('\\'))
      throw new NoForm('Put the text into a variable, and name that.');
    return `${quote}${value}${quote}`;
  }

  #call({ helper, args, options }: HelperCall): string {
    const named = Object.entries(options).map(([name, value]) => `${name}=${this.write(value)}`);
    return `(${[helper, ...args.map((arg) => this.write(arg)), ...named].join(' ')})`;
  }

  #helper(helper: string, ...args: readonly JinjaExpression[]): string {
    return this.#call({ helper, args, options: {} });
  }

  #binary(expression: JinjaExpression & { kind: 'binary' }): string {
    if (expression.sign === '~') return this.#helper('concat', ...concatenated(expression));
    if (
      expression.sign === '%' &&
      expression.left.kind === 'literal' &&
      typeof expression.left.value === 'string'
    )
      throw new NoForm('Write the text with {{ … }} in it.');
    if (
      expression.sign === '*' &&
      expression.left.kind === 'literal' &&
      typeof expression.left.value === 'string'
    )
      throw new NoForm('Write the text out.');
    const helper = comparisons[expression.sign];
    if (helper === undefined) throw new NoForm();
    const parts = ['and', 'or'].includes(helper) ? chained(expression) : [expression.left, expression.right];
    return this.#helper(helper, ...parts);
  }

  #member(of: JinjaExpression, key: JinjaExpression): string {
    const fixed = key.kind === 'literal' ? String(key.value) : undefined;
    if (fixed !== undefined && of.kind === 'name') {
      const replaced = this.#replaced.get(`${of.name}.${fixed}`);
      if (replaced !== undefined) return replaced;
    }
    if (of.kind === 'name' && of.name === 'vars') return fixed ?? this.#helper('variable', key);
    const owner = this.write(of);
    const isPath = !owner.startsWith('(') && of.kind !== 'literal';
    if (fixed === '-1') return `(last ${owner})`;
    if (fixed !== undefined && isPath && !/[[\]]/.test(fixed) && fixed !== '') {
      return /^(?:[A-Za-z_]\w*|\d+)$/.test(fixed) ? `${owner}.${fixed}` : `${owner}.[${fixed}]`;
    }
    if (fixed === '0') return `(first ${owner})`;
    const inner = owner.startsWith('(lookup ') ? owner.slice(1, -1) : `lookup ${owner}`;
    return `(${inner} ${this.write(key)})`;
  }

  #test(of: JinjaExpression, name: string, args: readonly JinjaExpression[]): string {
    const [first] = args;
    const field = Object.hasOwn(resultTests, name) ? resultTests[name] : undefined;
    if (field !== undefined) return this.#member(of, text(field));
    if (successTests.has(name)) return `(not ${this.#member(of, text('failed'))})`;
    if (name === 'defined') return this.#helper('defined', of);
    if (name === 'undefined') return `(not ${this.#helper('defined', of)})`;
    if (name === 'none')
      return this.#helper('eq', of, { kind: 'literal', at: 0, value: null, written: 'null' });
    if (name === 'in' && first !== undefined) return this.#helper('in', of, first);
    if (name === 'divisibleby' && first !== undefined) return `(eq ${this.#helper('modulo', of, first)} 0)`;
    if (name === 'version' || name === 'version_compare') return this.#call(versionCall(of, args));
    return this.#helper('is', of, text(testOrNoForm(name)), ...args);
  }
}

function other(quote: Quote): Quote {
  return quote === '"' ? "'" : '"';
}

function number(value: number): JinjaExpression {
  return { kind: 'literal', at: 0, value, written: String(value) };
}

function concatenated(expression: JinjaExpression): readonly JinjaExpression[] {
  return expression.kind === 'binary' && expression.sign === '~'
    ? [...concatenated(expression.left), ...concatenated(expression.right)]
    : [expression];
}

/** `a and b and c` as one list of three. */
function chained(expression: JinjaExpression & { kind: 'binary' }): readonly JinjaExpression[] {
  const { left, right, sign } = expression;
  return left.kind === 'binary' && left.sign === sign ? [...chained(left), right] : [left, right];
}
