import type { Json } from '../json.ts';
import type { TextStyle } from './align.ts';
import type { Place } from './file.ts';

/** What a file holds, with the place of every part. Aliases and merge keys are resolved. */
export type SourceNode = ScalarNode | ListNode | MapNode;

/** A single value. */
export interface ScalarNode {
  readonly kind: 'scalar';
  readonly place: Place;
  readonly value: null | boolean | number | string;
  /** As written, without quotes; `1.20` where the value is 1.2. */
  readonly written: string;
  /** Quoted or a block: surely meant as text. */
  readonly quoted: boolean;
  /** What stands there encrypted (`!vault`); `value` is what it opened to, which nothing may show. */
  readonly sealed?: string;
  /** How it stands in its YAML file; missing where the text is from elsewhere. */
  readonly style?: TextStyle;
  /** The place of a character of the (text) value. */
  placeOf(index: number): Place;
}

/** A list. */
export interface ListNode {
  readonly kind: 'list';
  readonly place: Place;
  readonly items: readonly SourceNode[];
}

/** A mapping; its keys are unique texts. */
export interface MapNode {
  readonly kind: 'map';
  readonly place: Place;
  readonly entries: readonly MapEntry[];
}

/** One key and its value. */
export interface MapEntry {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: SourceNode;
}

/** The plain value of a node. */
export function toJson(node: SourceNode): Json {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(toJson);
  // fromEntries defines, so that a key named __proto__ stays a plain key.
  return Object.fromEntries(node.entries.map((entry) => [entry.key, toJson(entry.value)]));
}

/** What a node is, in words for a message, e.g. `a list`, `the text "yes"`. */
export function nodeInWords(node: SourceNode): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'a mapping';
  if (node.sealed !== undefined) return 'an encrypted text';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'string') {
    return `the text "${node.value.length > 40 ? `${node.value.slice(0, 39)}…` : node.value}"`;
  }
  return typeof node.value === 'number' ? `the number ${node.written}` : String(node.value);
}
