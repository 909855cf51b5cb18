import { type Token, tokensOf } from './tokens.ts';

/** An expression of Jinja, as far as Ansible's users write it. */
export type JinjaExpression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'list'; readonly items: readonly JinjaExpression[] }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'member'; readonly of: JinjaExpression; readonly key: JinjaExpression }
  | { readonly kind: 'call'; readonly of: JinjaExpression; readonly args: readonly JinjaExpression[] }
  | {
      readonly kind: 'filter' | 'test';
      readonly of: JinjaExpression;
      readonly name: string;
      readonly args: readonly JinjaExpression[];
    }
  | { readonly kind: 'not'; readonly of: JinjaExpression }
  | {
      readonly kind: 'binary';
      readonly sign: string;
      readonly left: JinjaExpression;
      readonly right: JinjaExpression;
    }
  | {
      readonly kind: 'choice';
      readonly condition: JinjaExpression;
      readonly yes: JinjaExpression;
      readonly no: JinjaExpression;
    };

class NotJinja extends Error {}

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

const words: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  null: null,
};

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  choice(): JinjaExpression {
    const yes = this.#or();
    if (!this.#word('if')) return yes;
    const condition = this.#or();
    if (!this.#word('else')) throw new NotJinja();
    return { kind: 'choice', condition, yes, no: this.choice() };
  }

  #or(): JinjaExpression {
    let left = this.#and();
    while (this.#word('or') || this.#sign('||'))
      left = { kind: 'binary', sign: 'or', left, right: this.#and() };
    return left;
  }

  #and(): JinjaExpression {
    let left = this.#not();
    while (this.#word('and') || this.#sign('&&'))
      left = { kind: 'binary', sign: 'and', left, right: this.#not() };
    return left;
  }

  #not(): JinjaExpression {
    if (this.#word('not') || this.#sign('!')) return { kind: 'not', of: this.#not() };
    return this.#comparison();
  }

  #comparison(): JinjaExpression {
    let left = this.#sum();
    for (;;) {
      const sign = ['==', '!=', '<=', '>=', '<', '>'].find((one) => this.#sign(one));
      if (sign !== undefined) left = { kind: 'binary', sign, left, right: this.#sum() };
      else if (this.#word('in')) left = { kind: 'binary', sign: 'in', left, right: this.#sum() };
      else if (this.#word('not')) {
        if (!this.#word('in')) throw new NotJinja();
        left = { kind: 'not', of: { kind: 'binary', sign: 'in', left, right: this.#sum() } };
      } else if (this.#word('is')) left = this.#test(left);
      else return left;
    }
  }

  #test(of: JinjaExpression): JinjaExpression {
    const negated = this.#word('not');
    const name = this.#name();
    const args = this.#sign('(') ? this.#until(')') : [];
    const test: JinjaExpression = { kind: 'test', of, name, args };
    return negated ? { kind: 'not', of: test } : test;
  }

  #sum(): JinjaExpression {
    let left = this.#postfix();
    for (;;) {
      const sign = ['~', '+', '-', '**', '//', '*', '/', '%'].find((one) => this.#sign(one));
      if (sign === undefined) return left;
      left = { kind: 'binary', sign, left, right: this.#postfix() };
    }
  }

  #postfix(): JinjaExpression {
    let of = this.#primary();
    for (;;) {
      if (this.#sign('.')) {
        const key = this.#next();
        if (key.kind !== 'name' && key.kind !== 'number') throw new NotJinja();
        of = {
          kind: 'member',
          of,
          key: { kind: 'literal', value: key.kind === 'number' ? Number(key.value) : key.value },
        };
      } else if (this.#sign('[')) {
        const key = this.choice();
        if (!this.#sign(']')) throw new NotJinja();
        of = { kind: 'member', of, key };
      } else if (this.#sign('(')) of = { kind: 'call', of, args: this.#until(')') };
      else if (this.#sign('|')) {
        const name = this.#name();
        of = { kind: 'filter', of, name, args: this.#sign('(') ? this.#until(')') : [] };
      } else return of;
    }
  }

  #primary(): JinjaExpression {
    if (this.#sign('(')) {
      const inside = this.choice();
      if (!this.#sign(')')) throw new NotJinja();
      return inside;
    }
    if (this.#sign('[')) return { kind: 'list', items: this.#until(']') };
    if (this.#sign('-')) {
      const number = this.#next();
      if (number.kind !== 'number') throw new NotJinja();
      return { kind: 'literal', value: -Number(number.value) };
    }
    const token = this.#next();
    if (token.kind === 'sign') throw new NotJinja();
    if (token.kind === 'number') return { kind: 'literal', value: Number(token.value) };
    if (token.kind === 'text') return { kind: 'literal', value: token.value };
    const word = words[token.value];
    return word === undefined ? { kind: 'name', name: token.value } : { kind: 'literal', value: word };
  }

  #until(end: string): readonly JinjaExpression[] {
    const items: JinjaExpression[] = [];
    if (this.#sign(end)) return items;
    do items.push(this.choice());
    while (this.#sign(','));
    if (!this.#sign(end)) throw new NotJinja();
    return items;
  }

  /** A name with dots, as in `ansible.builtin.default`; its last part. */
  #name(): string {
    let token = this.#next();
    while (token.kind === 'name' && this.#sign('.')) token = this.#next();
    if (token.kind !== 'name') throw new NotJinja();
    return token.value;
  }

  #next(): Token {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new NotJinja();
    return token;
  }

  #word(value: string): boolean {
    return this.#take('name', value);
  }

  #sign(value: string): boolean {
    return this.#take('sign', value);
  }

  #take(kind: Token['kind'], value: string): boolean {
    const token = this.#tokens[this.#at];
    if (token?.kind !== kind || token.value !== value) return false;
    this.#at++;
    return true;
  }
}
