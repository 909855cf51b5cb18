import type { Json } from '../json.ts';
import type { ScalarNode, SourceNode } from '../source/node.ts';
import { losesZero } from './ini-value.ts';

/** Takes in what is allowed but hardly meant. */
export type Warn = (node: ScalarNode, message: string, fix: string) => void;

/** The words and numbers of YAML 1.1 that YAML 1.2 reads otherwise, as PyYAML resolves them. */
const boolean = /^(?:(?<yes>yes|on)|(?:no|off))$/i;
const octal = /^(?<sign>[-+]?)0(?<digits>[0-7_]+)$/;
const binary = /^(?<sign>[-+]?)0b(?<digits>[01_]+)$/;
const hexadecimal = /^(?<sign>[-+]?)0x(?<digits>[\da-fA-F_]+)$/;
const grouped = /^(?:[-+]?\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]\d+)?$/;
const sexagesimal = /^(?<sign>[-+]?)(?<parts>\d[\d_]*(?::[0-5]?\d)+(?<fraction>\.[\d_]*)?)$/;
/** Numbers of 1.2 that are texts in 1.1: an exponent needs both a point and a sign there; 08 is no octal number. */
const onlyIn12 =
  /^(?:[-+]?(?:0o[0-7]+|\d+[eE][-+]?\d+|\d*\.\d*[eE]\d+|0[\d_]*[89][\d_]*)|[-+]\.\d+(?:[eE][-+]?\d+)?)$/;

/**
 * A value as Ansible reads it: with the words and numbers of YAML 1.1, where `yes` is true and 0755 is 493. Each is warned of,
 * for a playbook's YAML 1.2 takes it otherwise.
 */
export function asYaml11(node: SourceNode, warn: Warn): SourceNode {
  if (node.kind === 'scalar') return scalar(node, warn);
  if (node.kind === 'list') {
    const items = node.items.map((item) => asYaml11(item, warn));
    if (items.every((item, index) => item === node.items[index])) return node;
    return { kind: 'list', place: node.place, items };
  }
  const entries = node.entries.map((entry) => {
    const value = asYaml11(entry.value, warn);
    return value === entry.value ? entry : { key: entry.key, keyPlace: entry.keyPlace, value };
  });
  if (entries.every((entry, index) => entry === node.entries[index])) return node;
  return { kind: 'map', place: node.place, entries };
}

function scalar(node: ScalarNode, warn: Warn): ScalarNode {
  if (node.quoted || node.value === null || typeof node.value === 'boolean') return node;
  const { written } = node;
  // What can't be one of these is settled by its first character.
  if (!/^[-+.\dyYnNoO]/.test(written) || isTagged(node)) return node;
  if (typeof node.value === 'number' && losesZero(written)) {
    warn(
      node,
      `${written} without quotes is the number ${node.value}`,
      `Write "${written}" where a text is meant.`,
    );
  }
  const value = valueIn11(written);
  if (value === undefined || value === node.value) return node;
  const read = typeof value === 'string' ? 'a text' : String(value);
  const other = typeof node.value === 'string' ? 'a text' : `the number ${node.value}`;
  warn(
    node,
    `${written} is ${read} in an inventory, as Ansible (YAML 1.1) has it; in a playbook it is ${other}`,
    typeof value === 'string'
      ? `Write "${written}" with quotes.`
      : `Write ${value}, or "${written}" where a text is meant.`,
  );
  return readAs(node, value);
}

/** The same scalar with another value; its parts are asked for one by one, for they may be getters. */
function readAs(node: ScalarNode, value: boolean | number | string): ScalarNode {
  return {
    kind: 'scalar',
    place: node.place,
    value,
    written: node.written,
    quoted: node.quoted,
    ...(node.style === undefined ? {} : { style: node.style }),
    placeOf: (index) => node.placeOf(index),
  };
}

/** What the text of a plain scalar is in YAML 1.1, or undefined where both versions agree. */
function valueIn11(written: string): boolean | number | string | undefined {
  const word = boolean.exec(written);
  // Only these cases of the letters: yEs is a text.
  if (word !== null) return isOneCase(written) ? word.groups?.yes !== undefined : undefined;
  const [base8, base2, base16] = [octal, binary, hexadecimal].map((form) => form.exec(written)?.groups);
  if (base8 !== undefined) return based(base8, 8);
  if (base2 !== undefined) return based(base2, 2);
  if (base16 !== undefined) return based(base16, 16);
  if (onlyIn12.test(written)) return written;
  if (written.includes('_') && grouped.test(written)) return Number(written.replaceAll('_', ''));
  const sixty = sexagesimal.exec(written)?.groups;
  if (sixty?.parts === undefined || (sixty.fraction === undefined && /^0/.test(sixty.parts)))
    return undefined;
  const parts = sixty.parts.replaceAll('_', '').split(':').map(Number);
  return signed(
    sixty.sign,
    parts.reduce((sum, part) => sum * 60 + part, 0),
  );
}

function based(groups: Readonly<Record<string, string>>, base: number): number | undefined {
  const digits = groups.digits?.replaceAll('_', '') ?? '';
  return digits === '' && base !== 8 ? undefined : signed(groups.sign, Number.parseInt(digits || '0', base));
}

function signed(sign: string | undefined, value: number): number {
  return sign === '-' ? -value : value;
}

function isOneCase(word: string): boolean {
  return word === word.toLowerCase() || word === word.toUpperCase() || /^[A-Z][a-z]+$/.test(word);
}

/** `!!str yes` says what it is. */
function isTagged({ place }: ScalarNode): boolean {
  return /!\S*\s*$/.test(place.sourceLine.slice(0, place.position.column - 1));
}

/** A text that is JSON from end to end is read by the rules of JSON. */
export function asJson(text: string): Json | undefined {
  if (!/^\s*\{/.test(text)) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
