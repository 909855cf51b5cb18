import { type Document, isScalar, parseDocument, type Scalar, visit } from 'yaml';
import type { Place } from '../source/file.ts';
import { SourceFile } from '../source/file.ts';
import { sealedTags } from '../source/open-values.ts';
import { vaultTags } from '../source/vault.ts';

/** A single encrypted value in a text of YAML. */
export interface SealedValue {
  readonly sealed: string;
  readonly place: Place;
  /** From the tag to the end of the value. */
  readonly from: number;
  readonly to: number;
  readonly isBlock: boolean;
  /** The columns before the lines of its block. */
  readonly indent: string;
}

/** The single values of a text that are encrypted, in its order; none where the text is not YAML. */
export function sealedValues(text: string, path: string): readonly SealedValue[] {
  if (!text.includes('!vault')) return [];
  const file = new SourceFile(path, text);
  const document: Document = parseDocument(text, {
    uniqueKeys: false,
    prettyErrors: false,
    customTags: (tags) => [...tags, ...sealedTags],
  });
  const found: SealedValue[] = [];
  visit(document, {
    Scalar: (_key, scalar) => {
      if (isScalar(scalar) && vaultTags.includes(scalar.tag ?? '')) found.push(valueAt(file, scalar));
    },
  });
  return found;
}

function valueAt(file: SourceFile, scalar: Scalar): SealedValue {
  const [start, end] = scalar.range ?? [0, 0, 0];
  const from = file.text.lastIndexOf('!vault', start);
  const isBlock = scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
  const indent = /^[^\n]*\n( +)/.exec(file.text.slice(start))?.[1] ?? '  ';
  return { sealed: String(scalar.value), place: file.place(start), from, to: end, isBlock, indent };
}

/** The text with its encrypted values replaced, everything else (comments, order, quotes) as it was. */
export async function replaceValues(
  text: string,
  values: readonly SealedValue[],
  replacement: (value: SealedValue) => Promise<string>,
): Promise<string> {
  const parts: string[] = [];
  let taken = 0;
  for (const value of values) {
    parts.push(text.slice(taken, value.from), await replacement(value));
    taken = value.to;
  }
  return [...parts, text.slice(taken)].join('');
}

/** An encrypted text as a value of YAML: `!vault |` and its lines, indented. */
export function asValue(
  sealed: string,
  { isBlock, indent }: Pick<SealedValue, 'isBlock' | 'indent'>,
): string {
  if (!isBlock) return `!vault ${JSON.stringify(sealed.trimEnd())}`;
  const lines = sealed.trimEnd().split('\n');
  return ['!vault |', ...lines.map((line) => indent + line), ''].join('\n');
}
