/** A token of Jinja's expression language. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'sign';
  /** Text tokens: the content without quotes. */
  readonly value: string;
  /** Where it begins. */
  readonly at: number;
}

const pattern =
  /\s*(?:([A-Za-z_]\w*)|(\d+(?:\.\d+)?)|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(==|!=|<=|>=|\/\/|\*\*|&&|\|\||[-+*/%~|.,()[\]<>=!?:{}]))/sy;

/** Splits an expression into tokens; undefined where it holds something that Jinja has not. */
export function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (text.slice(pattern.lastIndex).trim() !== '') {
    const start = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) return undefined;
    const [whole, name, number, single, double, sign] = found;
    const at = start + (whole.length - whole.trimStart().length);
    if (name !== undefined) tokens.push({ kind: 'name', value: name, at });
    else if (number !== undefined) tokens.push({ kind: 'number', value: number, at });
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign, at });
    else tokens.push({ kind: 'text', value: unescaped(single ?? double ?? ''), at });
  }
  return tokens;
}

/** As Python reads it: `\d` is no escape there, and stays. */
function unescaped(text: string): string {
  return text.replace(/\\([\\'"nrt])/g, (_, char: string) => ({ n: '\n', r: '\r', t: '\t' })[char] ?? char);
}
