import type { Scalar } from 'yaml';
import { offsetsInRaw, type TextStyle } from './align.ts';
import type { SourceFile } from './file.ts';
import type { ScalarNode } from './node.ts';

/** A scalar of the YAML library as a node, or why it cannot be one. */
export function scalarNode(
  file: SourceFile,
  scalar: Scalar,
): { readonly node: ScalarNode } | { readonly wrong: string; readonly fix: string } {
  const [start, end] = scalar.range ?? [0, 0];
  const { value } = scalar;
  const written = scalar.source ?? file.text.slice(start, end);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { wrong: `${written} has no form in JSON.`, fix: 'Write a finite number, or quote it.' };
  }
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return { wrong: `${written} is too large to be kept exactly.`, fix: 'Quote it.' };
  }
  if (value !== null && !['string', 'number', 'boolean'].includes(typeof value)) {
    return { wrong: `${written} is a value that JSON does not have.`, fix: 'Remove the tag, or quote it.' };
  }
  const plain =
    value === null || typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
  const style = styles[scalar.type ?? 'PLAIN'] ?? 'plain';
  const offsetOf = alignment(file.text.slice(start, end), String(plain ?? ''), style);
  return {
    node: {
      kind: 'scalar',
      place: file.place(start),
      value: plain,
      written,
      quoted: scalar.type !== 'PLAIN',
      style,
      placeOf: (index) => file.place(start + offsetOf(index)),
    },
  };
}

/** Offsets of a value's characters in the text of its node; the common case needs no table. */
export function alignment(raw: string, value: string, style: TextStyle): (index: number) => number {
  const first = style === 'single' || style === 'double' ? 1 : 0;
  if (raw.startsWith(value, first)) return (index) => first + index;
  let offsets: readonly number[] | undefined;
  return (index) => {
    offsets ??= offsetsInRaw(raw, value, style);
    return offsets[Math.min(index, offsets.length - 1)] ?? 0;
  };
}

const styles: Readonly<Record<string, TextStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};
