import type { JinjaArguments, JinjaExpression } from './expression.ts';
import { type Token, tokensOf } from './tokens.ts';

class NotJinja extends Error {}

const none: JinjaArguments = { listed: [], named: {} };

/** Parses an expression of Jinja; undefined where it is none. */
export function parseJinja(text: string): JinjaExpression | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined || tokens.length === 0 || tokens.length > 500) return undefined;
  try {
    const reader = new Reader(tokens);
    const expression = reader.choice();
    return reader.atEnd ? expression : undefined;
  } catch (cause) {
    if (cause instanceof NotJinja || cause instanceof RangeError) return undefined;
    throw cause;
  }
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
  ['null', null],
]);

/** Reads tokens with Jinja's own order of operators (jinja2/parser.py). */
class Reader {
  readonly #tokens: readonly Token[];
  #index = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#index === this.#tokens.length;
  }

  choice(): JinjaExpression {
    let yes = this.#or();
    for (let at = this.#at; this.#word('if'); at = this.#at) {
      const condition = this.#or();
      yes = { kind: 'choice', at, condition, yes, no: this.#word('else') ? this.choice() : undefined };
    }
    return yes;
  }

  #or(): JinjaExpression {
    let left = this.#and();
    for (let { at, native } = this.#here; this.#word('or') || this.#sign('||'); { at, native } = this.#here)
      left = { kind: 'binary', at, native, sign: 'or', left, right: this.#and() };
    return left;
  }

  #and(): JinjaExpression {
    let left = this.#not();
    for (let { at, native } = this.#here; this.#word('and') || this.#sign('&&'); { at, native } = this.#here)
      left = { kind: 'binary', at, native, sign: 'and', left, right: this.#not() };
    return left;
  }

  #not(): JinjaExpression {
    const { at, native } = this.#here;
    if (this.#word('not') || this.#sign('!')) return { kind: 'not', at, native, of: this.#not() };
    return this.#comparison();
  }

  #comparison(): JinjaExpression {
    let left = this.#binary(0);
    for (;;) {
      const at = this.#at;
      const sign = ['==', '!=', '<=', '>=', '<', '>'].find((one) => this.#sign(one));
      if (sign !== undefined) left = { kind: 'binary', at, sign, left, right: this.#binary(0) };
      else if (this.#word('in')) left = { kind: 'binary', at, sign: 'in', left, right: this.#binary(0) };
      else if (this.#word('not')) {
        if (!this.#word('in')) throw new NotJinja();
        left = { kind: 'not', at, of: { kind: 'binary', at, sign: 'in', left, right: this.#binary(0) } };
      } else return left;
    }
  }

  /** The weakest first: `+ -`, `~`, `* / // %`, `**`. */
  #binary(level: number): JinjaExpression {
    const signs = [['+', '-'], ['~'], ['*', '//', '/', '%'], ['**']][level];
    if (signs === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const at = this.#at;
      const sign = signs.find((one) => this.#sign(one));
      if (sign === undefined) return left;
      left = { kind: 'binary', at, sign, left, right: this.#binary(level + 1) };
    }
  }

  #unary(): JinjaExpression {
    const at = this.#at;
    if (this.#sign('-')) {
      const of = this.#unary();
      return of.kind === 'literal' && typeof of.value === 'number'
        ? { ...of, at, value: -of.value, written: `-${of.written}` }
        : { kind: 'minus', at, of };
    }
    return this.#filtered(this.#postfix(this.#primary()));
  }

  #postfix(start: JinjaExpression): JinjaExpression {
    let of = start;
    for (;;) {
      const at = this.#at;
      if (this.#sign('.')) {
        const key = this.#next();
        if (key.kind !== 'name' && key.kind !== 'number') throw new NotJinja();
        of = {
          kind: 'member',
          at,
          of,
          dotted: true,
          key: literal(key, key.kind === 'number' ? Number(key.value) : key.value),
        };
      } else if (this.#sign('[')) of = this.#subscript(of, at);
      else if (this.#sign('(')) of = { kind: 'call', at, of, args: this.#arguments() };
      else return of;
    }
  }

  #subscript(of: JinjaExpression, at: number): JinjaExpression {
    const start = this.#peek(':') ? undefined : this.choice();
    if (!this.#sign(':')) {
      if (start === undefined || !this.#sign(']')) throw new NotJinja();
      return { kind: 'member', at, of, key: start, dotted: false };
    }
    const end = this.#peek(']') || this.#peek(':') ? undefined : this.choice();
    if (this.#sign(':')) return this.#stepped(of, at, start ?? end);
    if (!this.#sign(']')) throw new NotJinja();
    return { kind: 'slice', at, of, start, end };
  }

  /** `x[::-1]`, the only use that people make of a step. */
  #stepped(of: JinjaExpression, at: number, limit: JinjaExpression | undefined): JinjaExpression {
    const step = this.choice();
    const isReversed = limit === undefined && step.kind === 'literal' && step.value === -1;
    if (!isReversed || !this.#sign(']')) throw new NotJinja();
    return { kind: 'filter', at, of, name: 'reverse', args: none };
  }

  /** Filters and tests bind as tightly as `.` does: `a + b | upper` is `a + (b | upper)`. */
  #filtered(start: JinjaExpression): JinjaExpression {
    let of = start;
    for (;;) {
      const at = this.#at;
      if (this.#sign('|')) {
        const name = this.#name();
        of = this.#postfix({
          kind: 'filter',
          at,
          of,
          name,
          args: this.#sign('(') ? this.#arguments() : none,
        });
      } else if (this.#word('is')) of = this.#test(of, at);
      else return of;
    }
  }

  #test(of: JinjaExpression, at: number): JinjaExpression {
    const negated = this.#word('not');
    const name = this.#name();
    let args = none;
    if (this.#sign('(')) args = this.#arguments();
    else if (this.#beginsValue()) args = { listed: [this.#postfix(this.#primary())], named: {} };
    // `version('1.0', operator='<')`: the other named arguments say how strict to be.
    const { operator } = args.named;
    if (operator !== undefined) args = { listed: [...args.listed, operator], named: {} };
    const test: JinjaExpression = { kind: 'test', at, of, name, args };
    return negated ? { kind: 'not', at, of: test } : test;
  }

  /** `is divisibleby 3` has its argument without parentheses. */
  #beginsValue(): boolean {
    const token = this.#tokens[this.#index];
    if (token === undefined) return false;
    if (token.kind === 'sign') return token.value === '[';
    return token.kind !== 'name' || !['and', 'or', 'not', 'if', 'else', 'in', 'is'].includes(token.value);
  }

  #primary(): JinjaExpression {
    const at = this.#at;
    if (this.#sign('(')) {
      const inside = this.choice();
      if (!this.#sign(')')) throw new NotJinja();
      return inside;
    }
    if (this.#sign('[')) return { kind: 'list', at, items: this.#until(']') };
    if (this.#sign('{')) return { kind: 'dict', at, entries: this.#entries() };
    const token = this.#next();
    if (token.kind === 'sign') throw new NotJinja();
    if (token.kind === 'number') return literal(token, Number(token.value));
    if (token.kind === 'text') return literal(token, token.value);
    const word = words.get(token.value);
    return word === undefined ? { kind: 'name', at, name: token.value } : literal(token, word);
  }

  #until(end: string): readonly JinjaExpression[] {
    const items: JinjaExpression[] = [];
    while (!this.#sign(end)) {
      items.push(this.choice());
      if (!this.#sign(',') && !this.#peek(end)) throw new NotJinja();
    }
    return items;
  }

  #entries(): readonly (readonly [JinjaExpression, JinjaExpression])[] {
    const entries: [JinjaExpression, JinjaExpression][] = [];
    while (!this.#sign('}')) {
      const key = this.choice();
      if (!this.#sign(':')) throw new NotJinja();
      entries.push([key, this.choice()]);
      if (!this.#sign(',') && !this.#peek('}')) throw new NotJinja();
    }
    return entries;
  }

  #arguments(): JinjaArguments {
    const listed: JinjaExpression[] = [];
    const named: Record<string, JinjaExpression> = {};
    while (!this.#sign(')')) {
      const [name, equals] = [this.#tokens[this.#index], this.#tokens[this.#index + 1]];
      if (name?.kind === 'name' && equals?.kind === 'sign' && equals.value === '=') {
        this.#index += 2;
        named[name.value] = this.choice();
      } else listed.push(this.choice());
      if (!this.#sign(',') && !this.#peek(')')) throw new NotJinja();
    }
    return { listed, named };
  }

  /** A name with dots, as in `ansible.builtin.default`; its last part. */
  #name(): string {
    let token = this.#next();
    while (token.kind === 'name' && this.#sign('.')) token = this.#next();
    if (token.kind !== 'name') throw new NotJinja();
    return token.value;
  }

  get #at(): number {
    return this.#tokens[this.#index]?.at ?? 0;
  }

  /** Where the next token stands, and whether it is a sign, which conditions may have as well. */
  get #here(): { readonly at: number; readonly native: boolean } {
    const token = this.#tokens[this.#index];
    return { at: token?.at ?? 0, native: token?.kind === 'sign' };
  }

  #next(): Token {
    const token = this.#tokens[this.#index++];
    if (token === undefined) throw new NotJinja();
    return token;
  }

  #peek(sign: string): boolean {
    const token = this.#tokens[this.#index];
    return token?.kind === 'sign' && token.value === sign;
  }

  #word(value: string): boolean {
    return this.#take('name', value);
  }

  #sign(value: string): boolean {
    return this.#take('sign', value);
  }

  #take(kind: Token['kind'], value: string): boolean {
    const token = this.#tokens[this.#index];
    if (token?.kind !== kind || token.value !== value) return false;
    this.#index++;
    return true;
  }
}

function literal(token: Token, value: string | number | boolean | null): JinjaExpression {
  return { kind: 'literal', at: token.at, value, written: token.value };
}
