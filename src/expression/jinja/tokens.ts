/** A token of Jinja's expression language. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  /** Text tokens: the content without quotes. */
  readonly value: string;
}

const pattern =
  /\s*(?:([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(==|!=|<=|>=|\/\/|\*\*|&&|\|\||[-+*/%~|.,()[\]<>=!?:{}]))/y;

/** Splits an expression into tokens; undefined where it holds something that Jinja has not. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [, name, number, single, double, sign] = found;
    if (name !== undefined) tokens.push({ kind: 'name', value: name });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign });
    else tokens.push({ kind: 'text', value: (single ?? double ?? '').replace(/\\(['"\\])/g, '$1') });
  }
  return tokens;
}
